import type { Environment } from "../config/environment";
import type { PriorityCollision } from "../modules/load-balancing/rule-priorities";

/** What a person should know of listener rules whose priority depends on another's. */
export function collisionWarnings(
  { environment }: Environment,
  collisions: readonly PriorityCollision[],
): string[] {
  return collisions.map(
    ({ key, displacedBy }) =>
      `environments/${environment}.yaml: listener rule "${key}" gave way to "${displacedBy}", which has the same ` +
      `priority by nature; pin both under priorities in environments/${environment}.adopted.yaml`,
  );
}
