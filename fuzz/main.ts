/**
 * Makes environment files of the schema, right ones and wrong ones, and looks at what becomes of them:
 *
 *     npm run fuzz -- --runs 200 --seed 7
 */
import { EXIT } from "../cli/exit-codes";
import { BadInput } from "../config/bad-input";
import { environmentText } from "../test-support/environments";
import { type Asked, readArguments } from "./arguments";
import { Processes } from "./processes";
import { failureOf, SAYS } from "./properties";
import { outcomeOf } from "./run";
import { Validator } from "./validator";

/** A process takes a hundred times what a file does. */
const RUNS_A_PROCESS = 20;

async function main({ only, seed, path, runs }: Asked): Promise<number> {
  const small = outcomeOf(environmentText({ environment: "fuzz" }));
  const [stack = ""] = small.kind === "written" ? small.stacks : [];
  const validator = only.includes("valid") ? await Validator.start(stack) : undefined;
  const processes = only.includes("process") ? new Processes() : undefined;
  let failed = false;
  try {
    for (const name of only) {
      const count = name === "process" ? Math.ceil(runs / RUNS_A_PROCESS) : runs;
      console.log(`${name}: ${SAYS[name]}: ${count} runs of seed ${seed}`);
      const failure = await failureOf(name, { validator, processes }, { seed, path, runs: count });
      console.log(failure ?? `${name}: holds`);
      failed ||= failure !== undefined;
    }
  } finally {
    validator?.stop();
    processes?.stop();
  }
  return failed ? EXIT.failed : EXIT.done;
}

async function run(args: readonly string[]): Promise<number> {
  try {
    return await main(readArguments(args));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    console.error(error.message);
    return EXIT.badInput;
  }
}

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
