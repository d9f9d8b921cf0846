import { cpus } from "node:os";
import { EXIT } from "../cli/exit-codes";
import { BadInput } from "../config/bad-input";
import { type Options, optionsOf, type Part } from "./options";
import { benchMany, benchOne } from "./synth";
import { benchTerraform } from "./terraform";
import { benchTools } from "./tools";
import { compile } from "./workshop";

/** Each says what it finds, line by line; false where it could not run. */
const PERFORM: Readonly<Record<Part, (options: Options) => boolean | Promise<boolean>>> = {
  one: benchOne,
  many: benchMany,
  tools: benchTools,
  terraform: benchTerraform,
};

async function bench(args: readonly string[]): Promise<number> {
  const options = optionsOf(args);
  const [cpu] = cpus();
  console.log(`Node ${process.version}, ${cpus().length} cores, ${cpu?.model ?? "an unknown CPU"}\n`);
  compile();
  let complete = true;
  for (const part of options.parts) {
    complete = (await PERFORM[part](options)) && complete;
    console.log("");
  }
  return complete || process.env["CI"] !== "true" ? EXIT.done : EXIT.failed;
}

bench(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error) => {
    console.error(error instanceof BadInput ? error.message : error);
    process.exitCode = error instanceof BadInput ? EXIT.badInput : EXIT.failed;
  },
);
