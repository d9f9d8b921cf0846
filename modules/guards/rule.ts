import type { Declared, GuardRule } from "../declared";
import type { Document, Element } from "./document";

/** What a rule found in one resource. */
export interface Finding {
  readonly rule: GuardRule;
  readonly element: Pick<Element, "address" | "path">;
  /** `tcp/22 from 0.0.0.0/0` */
  readonly found: string;
  /** what else of the stack it is about */
  readonly where?: string;
  /** what to do about it, beside allowing it */
  readonly remedy: string;
}

/** What a rule may ask beside the document. */
export interface Surroundings {
  /** the tags that everything has */
  readonly tags: Readonly<Record<string, string>>;
  readonly groups: Declared["groups"];
  /** whether the construct at a path takes tags; undefined where there is no such construct */
  readonly takesTags: (path: string | undefined) => boolean | undefined;
}

/** One rule over a stack as it is written. */
export type Rule = (document: Document, surroundings: Surroundings) => readonly Finding[];
