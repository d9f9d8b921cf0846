import { parseArgs } from "node:util";
import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";

const USAGE = `usage: ${GATEHOUSE} state init NAME [--yes] [--keep-days N]`;

export interface Asked {
  /** of the environment */
  readonly name: string;
  /** make it without asking */
  readonly yes: boolean;
  /** undefined: as it is, or as the module has it */
  readonly keepDays: number | undefined;
}

/** @throws BadInput */
export function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parse(args);
  const [action, name, ...rest] = positionals;
  const days = values["keep-days"];
  const problems = [
    ...(action === "init" ? [] : [`state: takes init, found "${action ?? ""}"`]),
    ...(action !== "init" || (name !== undefined && rest.length === 0)
      ? []
      : [`state init: takes one environment, found "${positionals.slice(1).join(" ")}"`]),
    ...(days === undefined || isDays(days)
      ? []
      : [`state init: --keep-days takes a whole number from 1 to 36500, found "${days}"`]),
  ];
  if (name === undefined || problems.length > 0) {
    throw new BadInput([USAGE, ...problems]);
  }
  return { name, yes: values.yes ?? false, keepDays: days === undefined ? undefined : Number(days) };
}

function isDays(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 36_500;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { yes: { type: "boolean" }, "keep-days": { type: "string" } },
    });
  } catch (error) {
    throw new BadInput([USAGE, `state: ${error instanceof Error ? error.message : error}`]);
  }
}
