/** Levels at which no request is logged. Terraform takes anything else, misspelt ones too, for TRACE. */
const QUIET = ["", "OFF", "INFO", "WARN", "ERROR"];

/**
 * What is wrong with the shell's settings of Terraform's log: at DEBUG the AWS provider logs each request whole, those
 * with the origin secret too.
 *
 * @example
 * logProblems("plan", { TF_LOG: "DEBUG" }); // => ["plan: TF_LOG=DEBUG would write the origin secret ..."]
 */
export function logProblems(command: string, env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env)
    .filter(([name, level = ""]) => /^TF_LOG(?!_PATH)/.test(name) && !QUIET.includes(level.toUpperCase()))
    .map(
      ([name, level]) =>
        `${command}: ${name}=${level} would write the origin secret into Terraform's log; unset it, or use INFO`,
    );
}
