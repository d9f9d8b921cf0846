import { basename, resolve } from "node:path";
import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";
import { nameProblems, takeApart } from "../plan/options";

const USAGE = `usage: ${GATEHOUSE} handover NAME [--out FOLDER]`;

export interface HandoverAsked {
  /** of the environment */
  readonly name: string;
  /** undefined: the usual folder of the environment */
  readonly out: string | undefined;
}

/** @throws BadInput with everything that is wrong */
export function readArguments(args: readonly string[]): HandoverAsked {
  const { positionals, given, terraform, problems } = takeApart("handover", args, {
    out: { type: "string" },
  });
  const [out] = given.get("out") ?? [];
  const all = [
    ...nameProblems("handover", positionals),
    ...problems,
    ...(terraform.length > 0 ? [`handover: runs no Terraform, found "-- ${terraform.join(" ")}"`] : []),
    ...(out === undefined || /^[A-Za-z0-9][\w.-]{0,59}$/.test(basename(resolve(out)))
      ? []
      : [`handover: --out takes a folder named by 1 to 60 letters, digits, ., _ and -, found "${out}"`]),
  ];
  if (all.length > 0) {
    throw new BadInput([USAGE, ...all]);
  }
  return { name: positionals[0] ?? "", out: out === undefined ? undefined : resolve(out) };
}
