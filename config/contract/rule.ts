import type { Environment } from "../environment";
import type { Problem } from "../report";

/** What a rule has to say. */
export interface Report {
  /** the environment cannot be built like this */
  problem(problem: Problem): void;
  /** it can, and the person should know */
  warning(problem: Problem): void;
}

/** Something that must hold between keys of one environment file. */
export interface Rule {
  readonly id: string;
  /** why it must hold, in a sentence */
  readonly reason: string;
  /** the keys it looks at: while one of them is wrong in itself, the rule is not asked */
  readonly reads: readonly (keyof Environment)[];
  check(environment: Environment, report: Report): void;
}
