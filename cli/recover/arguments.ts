import { parseArgs } from "node:util";
import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";

const USAGE = `usage: ${GATEHOUSE} recover NAME [--folder STACKFOLDER] [--dry-run]`;

export interface Asked {
  readonly name: string;
  /** undefined: where `npm run synth` writes */
  readonly folder: string | undefined;
  readonly dryRun: boolean;
}

/** @throws BadInput */
export function readArguments(args: readonly string[]): Asked {
  const { values, positionals } = parse(args);
  const [name, ...rest] = positionals;
  if (name === undefined || rest.length > 0) {
    throw new BadInput([USAGE, `recover: takes one environment, found "${positionals.join(" ")}"`]);
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9-]*$/.test(name)) {
    throw new BadInput([`recover: NAME must be that of an environment, found "${name}"`]);
  }
  return { name, folder: values.folder, dryRun: values["dry-run"] ?? false };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { folder: { type: "string" }, "dry-run": { type: "boolean" } },
    });
  } catch (error) {
    throw new BadInput([USAGE, `recover: ${error instanceof Error ? error.message : error}`]);
  }
}
