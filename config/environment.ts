import { type Beside, fill } from "./fill";
import type { Parsed } from "./schema/root";

/**
 * One environment: validated, every default filled, deeply frozen. Lists that mean a set (aliases, paths, hosts, instances,
 * subnets ...) and the keys of maps are sorted, so that a reordered file is the same environment.
 */
export type Environment = ReturnType<typeof fill>;

/** Makes an environment of a file's keys, and of what lies beside it: what machines found out, user data. */
export function toEnvironment(parsed: Parsed, beside: Beside): Environment {
  const environment = fill(parsed, beside);
  freeze(environment);
  return environment;
}

function freeze(value: unknown): void {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freeze(each);
}
