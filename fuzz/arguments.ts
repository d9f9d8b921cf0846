import { parseArgs } from "node:util";
import { BadInput } from "../config/bad-input";
import { PROPERTIES, type PropertyName } from "./properties";

export interface Asked {
  readonly only: readonly PropertyName[];
  readonly seed: number;
  readonly path?: string | undefined;
  readonly runs: number;
}

const USAGE = `usage: npm run fuzz -- [--runs 200] [--seed N [--path P]] [--only ${PROPERTIES.join(",")}]`;

const RUNS = 200;

/** @throws BadInput when an argument is none that is known */
export function readArguments(args: readonly string[]): Asked {
  const { runs, seed, path, only } = parsed(args);
  const names = only === undefined ? PROPERTIES : only.split(",").map((name) => name.trim());
  const problems = [
    ...names
      .filter((name) => !PROPERTIES.some((each) => each === name))
      .map((name) => `--only: must be of ${PROPERTIES.join(", ")}, found ${JSON.stringify(name)}; ${USAGE}`),
    ...numberProblems("--runs", runs, 1),
    ...numberProblems("--seed", seed, 0),
    ...(path !== undefined && (!/^\d+(:\d+)*$/.test(path) || seed === undefined || names.length !== 1)
      ? [
          `--path: must be one that was printed, beside its --seed and --only, found ${JSON.stringify(path)}; ${USAGE}`,
        ]
      : []),
  ];
  if (problems.length > 0) throw new BadInput(problems);
  return {
    only: PROPERTIES.filter((each) => names.includes(each)),
    seed: seed === undefined ? Date.now() % 2 ** 31 : Number(seed),
    path,
    runs: runs === undefined ? RUNS : Number(runs),
  };
}

function parsed(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({ args: [...args], options: { runs: text, seed: text, path: text, only: text } }).values;
  } catch (error) {
    throw new BadInput([`${error instanceof Error ? error.message : String(error)}; ${USAGE}`]);
  }
}

function numberProblems(option: string, value: string | undefined, least: number): string[] {
  if (value === undefined) return [];
  const number = Number(value);
  const fits = /^\d+$/.test(value) && number >= least && number < 2 ** 31;
  return fits
    ? []
    : [`${option}: must be a whole number from ${least}, found ${JSON.stringify(value)}; ${USAGE}`];
}
