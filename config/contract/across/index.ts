import { environmentNames } from "./environment-names";
import { names } from "./names";
import type { RuleAcross } from "./rule";
import { states } from "./states";
import { zones } from "./zones";

/** The rules between environments. */
export const contractAcross: readonly RuleAcross[] = [environmentNames, names, zones, states];
