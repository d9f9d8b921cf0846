import type { Finding } from "../doctor/finding";
import type { Look } from "./look";

/** Something that is looked at before a deploy. */
export interface Check {
  /** what its lines bear in `--json`: that of the contract's rule, where it looks for one */
  readonly id: string;
  /** what is waited for while it looks */
  readonly wait: string;
  /** what its credentials have to allow */
  readonly permissions: readonly string[];
  run(look: Look): Promise<readonly Finding[]>;
}

/** A line of the report. */
export type PreflightFinding = Finding & { readonly id: string };

/** A lookup that did not come to an answer: what it says stands in a line. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
}
