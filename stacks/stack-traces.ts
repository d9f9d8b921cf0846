/**
 * Runs `work` without recording a stack trace for anything that it makes, errors included.
 *
 * CDKTF records one for every token, to be shown when the token cannot be resolved, and raises the limit each time:
 * so the limit is one that cannot be raised. What fails in `work` has no trace: run it again without this to see it.
 *
 * @see https://nodejs.org/docs/latest-v20.x/api/errors.html#errorstacktracelimit
 */
export function withoutStackTraces<T>(work: () => T): T {
  const limit = Object.getOwnPropertyDescriptor(Error, "stackTraceLimit");
  if (limit?.configurable !== true) {
    return work();
  }
  // V8 records nothing while the limit is no number.
  Object.defineProperty(Error, "stackTraceLimit", {
    configurable: true,
    get: () => undefined,
    set: () => {},
  });
  try {
    return work();
  } finally {
    Object.defineProperty(Error, "stackTraceLimit", limit);
  }
}
