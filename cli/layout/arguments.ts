import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";
import { nameProblems, takeApart } from "../plan/options";

const USAGE = `usage: ${GATEHOUSE} layout NAME [--dry-run] [--yes]`;

const OPTIONS = { "dry-run": { type: "boolean" }, yes: { type: "boolean" } } as const;

export interface LayoutAsked {
  /** of the environment */
  readonly name: string;
  /** say what would be moved, and move nothing */
  readonly dryRun: boolean;
  /** move without asking */
  readonly yes: boolean;
}

/** @throws BadInput with everything that is wrong */
export function readArguments(args: readonly string[]): LayoutAsked {
  const { positionals, given, terraform, problems } = takeApart("layout", args, OPTIONS);
  const all = [
    ...nameProblems("layout", positionals),
    ...problems,
    ...(terraform.length === 0
      ? []
      : [`layout: hands nothing on to Terraform, found "${terraform.join(" ")}"`]),
  ];
  if (all.length > 0) {
    throw new BadInput([USAGE, ...all]);
  }
  return { name: positionals[0] ?? "", dryRun: given.has("dry-run"), yes: given.has("yes") };
}
