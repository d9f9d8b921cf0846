import { allRules } from "../../../config/contract/all";
import { evaluate, type Outcome } from "../../../config/contract/evaluate";
import { toEnvironment } from "../../../config/environment";
import { environmentSchema } from "../../../config/schema/root";
import type { Keys } from "../../../test-support/environments";

/** The smallest file of an environment with an edge. */
const SMALLEST: Keys = {
  project: "shop",
  environment: "production",
  region: "eu-west-1",
  accountId: "123456789012",
  domain: { name: "example.com" },
  backends: { api: { targets: { type: "external" } } },
};

/** What one rule says of an environment with these keys, whatever the other rules say. */
export function outcomeOf(id: string, keys: Keys): Outcome {
  const given = Object.entries({ ...SMALLEST, ...keys }).filter(([, value]) => value !== undefined);
  const parsed = environmentSchema.parse(Object.fromEntries(given));
  const environment = toEnvironment(parsed, { adopted: { priorities: {} }, userData: new Map() });
  const outcome = evaluate(allRules, environment, new Set()).find(({ rule }) => rule.id === id);
  if (outcome === undefined) throw new Error(`there is no rule ${id}`);
  return outcome;
}

/** The two sides of a rule's boundary: the last keys that hold, and the first that do not. */
export interface Side {
  readonly rule: string;
  /** what is varied */
  readonly what: string;
  readonly holds: Keys;
  readonly breaks: Keys;
  /** `unchecked`: the file does not tell on that side */
  readonly as: "problem" | "warning" | "unchecked";
}
