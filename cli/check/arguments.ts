import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";
import { nameProblems, takeApart } from "../plan/options";

const USAGE = `usage: ${GATEHOUSE} check NAME [--json]`;

export interface CheckAsked {
  /** of the environment */
  readonly name: string;
  readonly json: boolean;
}

/** @throws BadInput with everything that is wrong */
export function readArguments(args: readonly string[]): CheckAsked {
  const { positionals, given, terraform, problems } = takeApart("check", args, {
    json: { type: "boolean" },
  });
  const all = [
    ...nameProblems("check", positionals),
    ...problems,
    ...(terraform.length === 0 ? [] : [`check: runs no Terraform, found "${terraform.join(" ")}"`]),
  ];
  if (all.length > 0) {
    throw new BadInput([USAGE, ...all]);
  }
  return { name: positionals[0] ?? "", json: given.has("json") };
}
