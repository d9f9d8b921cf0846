import { contract } from ".";
import { contractAcross } from "./across";
import { planned } from "./plan";
import { preflight } from "./preflight";
import type { LaterRule, Rule } from "./rule";

/** Every rule that one environment is asked about, by itself, whoever holds it. */
export const allRules: readonly (Rule | LaterRule)[] = [...contract, ...planned, ...preflight];

/** What waivers know of each rule, by id: nothing that two environments share can be waived. */
export const waivableRules: ReadonlyMap<string, "nothing" | "warnings" | "everything"> = new Map([
  ...allRules.map(({ id, waivable }) => [id, waivable] as const),
  ...contractAcross.map(({ id }) => [id, "nothing"] as const),
]);

export const waivableIds: readonly string[] = [...waivableRules]
  .filter(([, waivable]) => waivable !== "nothing")
  .map(([id]) => id)
  .sort();
