import { parseArgs } from "node:util";
import { BadInput } from "../config/bad-input";

export const PARTS = ["one", "many", "tools", "terraform"] as const;

export type Part = (typeof PARTS)[number];

export interface Options {
  readonly parts: readonly Part[];
  /** paired runs of a synth of one environment */
  readonly pairs: number;
  /** how many environments are many */
  readonly environments: number;
  /** paired runs of a synth of many */
  readonly manyPairs: number;
  /** paired plans */
  readonly plans: number;
}

const USAGE = `usage: npm run bench -- [--quick] [--only ${PARTS.join(",")}]`;

const THOROUGH = { pairs: 21, environments: 1000, manyPairs: 3, plans: 4 };
const QUICK = { pairs: 7, environments: 100, manyPairs: 3, plans: 2 };

/** @throws BadInput when an argument is none that is known */
export function optionsOf(args: readonly string[]): Options {
  const { quick, only } = parse(args);
  const names = only === undefined ? PARTS : only.split(",").map((name) => name.trim());
  const unknown = names.filter((name) => !PARTS.some((part) => part === name));
  if (unknown.length > 0) {
    throw new BadInput(
      unknown.map(
        (name) => `--only: must be of ${PARTS.join(", ")}, found ${JSON.stringify(name)}; ${USAGE}`,
      ),
    );
  }
  return { parts: PARTS.filter((part) => names.includes(part)), ...(quick ? QUICK : THOROUGH) };
}

function parse(args: readonly string[]): { readonly quick: boolean; readonly only?: string | undefined } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { quick: { type: "boolean", default: false }, only: { type: "string" } },
    });
    return values;
  } catch {
    throw new BadInput([`bench: found "${args.join(" ")}"; ${USAGE}`]);
  }
}
