/**
 * Runs `work` while `process.env` holds exactly `env`, for callees that start processes and take no
 * environment. Under Jest it is the one test file's own.
 */
export function withEnvironment<Result>(env: NodeJS.ProcessEnv, work: () => Result): Result {
  const before = { ...process.env };
  replace(env);
  try {
    return work();
  } finally {
    replace(before);
  }
}

function replace(env: NodeJS.ProcessEnv): void {
  for (const name of Object.keys(process.env)) {
    delete process.env[name];
  }
  Object.assign(process.env, env);
}
