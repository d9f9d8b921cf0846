import { resolve } from "node:path";
import { BadInput } from "../../config/bad-input";
import { GATEHOUSE } from "../installation";
import { nameProblems, takeApart, terraformProblems } from "./options";

const USAGE =
  `usage: ${GATEHOUSE} plan NAME [--out FILE] [--detailed-exitcode] [--destroy] [--allow ADDRESS]... ` +
  "[--backend-config FILE|KEY=VALUE]... [-- TERRAFORM ARGUMENTS]";

const OPTIONS = {
  out: { type: "string" },
  "detailed-exitcode": { type: "boolean" },
  destroy: { type: "boolean" },
  allow: { type: "string", multiple: true },
  "backend-config": { type: "string", multiple: true },
} as const;

const OURS = {
  out: "name the plan's file with --out FILE, before the --",
  destroy: "write --destroy before the --",
  "detailed-exitcode": "write --detailed-exitcode before the --",
  json: "its text is read as it comes",
};

export interface PlanAsked {
  readonly name: string;
  /** undefined: the usual file of the environment */
  readonly out: string | undefined;
  readonly detailed: boolean;
  readonly destroy: boolean;
  /** addresses that a guard may let go of */
  readonly allow: readonly string[];
  readonly backendConfig: readonly string[];
  readonly terraform: readonly string[];
}

/** @throws BadInput with everything that is wrong */
export function readArguments(args: readonly string[]): PlanAsked {
  const { positionals, given, terraform, problems } = takeApart("plan", args, OPTIONS);
  const all = [
    ...nameProblems("plan", positionals),
    ...problems,
    ...terraformProblems("plan", terraform, OURS),
  ];
  if (all.length > 0) {
    throw new BadInput([USAGE, ...all]);
  }
  const [out] = given.get("out") ?? [];
  return {
    name: positionals[0] ?? "",
    out: out === undefined ? undefined : resolve(out),
    detailed: given.has("detailed-exitcode"),
    destroy: given.has("destroy"),
    allow: given.get("allow") ?? [],
    backendConfig: backendConfigOf(given.get("backend-config")),
    terraform,
  };
}

/** A file's path must mean the same in the stack's folder, where Terraform runs. */
export function backendConfigOf(given: readonly string[] = []): readonly string[] {
  return given.map((each) => (each.includes("=") ? each : resolve(each)));
}
