import type { Aws } from "./aws";
import type { Planned } from "./plan";

/** An object in AWS that bears the natural key of a planned resource. */
export interface Found {
  /** what `terraform import` takes */
  readonly id: string;
  /** why it is ours; undefined where that is not evident */
  readonly evidence?: string;
  /** why it is left alone, and what to do, where "not evidently ours" would be wrong */
  readonly doubt?: string;
}

/** Looks for a planned resource in AWS, reading only. What is not known before the apply finds nothing. */
export type Finder = (planned: Planned, aws: Aws) => Promise<readonly Found[]>;
