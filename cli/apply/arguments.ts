import { resolve } from "node:path";
import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";
import { backendConfigOf } from "../plan/arguments";
import { nameProblems, takeApart, terraformProblems } from "../plan/options";

const USAGE =
  `usage: ${GATEHOUSE} apply NAME --plan FILE ` +
  "[--backend-config FILE|KEY=VALUE]... [-- TERRAFORM ARGUMENTS]";

const OPTIONS = {
  plan: { type: "string" },
  "backend-config": { type: "string", multiple: true },
} as const;

const OURS = { json: "its text is read as it comes" };

export interface ApplyAsked {
  readonly name: string;
  readonly plan: string;
  readonly backendConfig: readonly string[];
  readonly terraform: readonly string[];
}

/** @throws BadInput with everything that is wrong */
export function readArguments(args: readonly string[]): ApplyAsked {
  const { positionals, given, terraform, problems } = takeApart("apply", args, OPTIONS);
  const [plan] = given.get("plan") ?? [];
  const [name = "NAME"] = positionals;
  const all = [
    ...nameProblems("apply", positionals),
    ...problems,
    ...(plan === undefined && !problems.some((line) => line.includes("--plan"))
      ? [`apply: applies a saved plan alone: first ${GATEHOUSE} plan ${name}, which prints the whole command`]
      : []),
    ...terraformProblems("apply", terraform, OURS),
  ];
  if (plan === undefined || all.length > 0) {
    throw new BadInput([USAGE, ...all]);
  }
  return {
    name,
    plan: resolve(plan),
    backendConfig: backendConfigOf(given.get("backend-config")),
    terraform,
  };
}
