import type { Environment } from "../environment";
import type { Problem } from "../report";

/**
 * When a rule is held: at every synth; by Terraform when it plans, which reads what AWS has; or by whoever looks at the
 * account and at DNS before a deploy.
 */
export type Stage = "synth" | "plan" | "preflight";

/** What a waiver of a rule lets pass: nothing, what it warns of, or its problems too. */
export type Waivable = "nothing" | "warnings" | "everything";

/** What a rule has to say. */
export interface Report {
  /** the environment cannot be built like this */
  problem(problem: Problem): void;
  /** it can, and the person should know */
  warning(problem: Problem): void;
  /** a part that the file does not tell, and who does: never taken for passed */
  unchecked(what: string): void;
}

/** What is told of a rule, whoever holds it. */
export interface RuleText {
  /** words with hyphens, unique: what a waiver names */
  readonly id: string;
  /** why it must hold, in a sentence */
  readonly reason: string;
  /** what of AWS it follows from */
  readonly page: string;
  /** what to do where it does not hold, in a sentence */
  readonly remedy: string;
}

/** Something that must hold between keys of one environment file. */
export interface Rule extends RuleText {
  readonly stage: "synth";
  /** `everything` only where AWS could build it after all, such as with a quota that was raised */
  readonly waivable: Waivable;
  /** the keys it looks at: while one of them is wrong in itself, the rule is not asked */
  readonly reads: readonly (keyof Environment)[];
  /** what it looks at in this environment, in a few words */
  subject(environment: Environment): string;
  check(environment: Environment, report: Report): void;
}

/** Something that the file cannot tell. */
export interface LaterRule extends RuleText {
  readonly stage: "plan" | "preflight";
  /** whether a waiver leaves it out */
  readonly waivable: Exclude<Waivable, "everything">;
  readonly reads: readonly (keyof Environment)[];
  /** what will be looked at, and by what; undefined where there is nothing to */
  asks(environment: Environment): string | undefined;
}
