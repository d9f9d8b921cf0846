import { join } from "node:path";
import { readBeside } from "../config/load";
import { print } from "../config/report";
import { readArguments } from "./check/arguments";
import { countsOf, linesOf, summaryOf } from "./check/print";
import { checkedRules } from "./check/rules";
import { wantsColour } from "./doctor/print";
import { EXIT } from "./exit-codes";
import { PROJECT } from "./installation";

/** Where the command finds things. */
export interface Where {
  /** the folder of the environment files @default - that of the checkout */
  readonly folder?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * `check NAME`: every rule of the contract, and what came of it. It reads files alone: what Terraform and preflight
 * hold is named, and counts as not checked.
 */
export async function run(
  args: readonly string[],
  { folder = join(PROJECT, "environments"), env = process.env }: Where = {},
): Promise<number> {
  const { name, json } = readArguments(args);
  const { own, others } = readBeside(folder, name);
  const rules = checkedRules(own, others);
  const said = new Set(rules.flatMap(({ findings }) => findings));
  // What is wrong with a key by itself is no rule's: it stands where every command says it.
  const faults = print(own.problems).filter((line) => !said.has(line));
  const notes = print(own.warnings).filter((line) => !said.has(line));
  if (json) {
    const text = { environment: name, file: own.file.name, faults, notes, summary: countsOf(rules), rules };
    console.log(JSON.stringify(text, undefined, 2));
  } else {
    const colour = wantsColour(process.stdout.isTTY === true, env);
    console.log([...rules.flatMap((rule) => linesOf(rule, colour)), "", summaryOf(rules)].join("\n"));
    for (const line of [...faults, ...notes.map((note) => `warning: ${note}`)]) console.error(line);
  }
  return faults.length > 0 || rules.some(({ status }) => status === "FAIL") ? EXIT.badInput : EXIT.done;
}
