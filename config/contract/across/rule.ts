import type { Environment } from "../../environment";
import type { Problem } from "../../report";
import type { RuleText } from "../rule";

/** Something that must hold between environments. No waiver makes two owners of one thing. */
export interface RuleAcross extends RuleText {
  /** the keys it looks at: a file in which one of them is wrong in itself makes no claims */
  readonly reads: readonly (keyof Environment)[];
  /** what one environment calls its own, and where its file says so */
  claims(environment: Environment): readonly Claim[];
  /** what is wrong when another environment calls the same its own, which `earlier` names with file, line and column */
  problem(claim: Claim, earlier: string): Problem;
}

export interface Claim {
  /** what only one environment may have */
  readonly key: string;
  readonly path: Problem["path"];
  readonly found: string;
}
