import type { ITerraformDependable } from "cdktf";
import type { Environment } from "../config/environment";
import { AliasRedirect } from "../modules/load-balancing/alias-redirect";
import { ListenerRules } from "../modules/load-balancing/listener-rules";
import { planRules } from "../modules/load-balancing/rule-plan";
import {
  assignPriorities,
  hostClassOf,
  type Priorities,
  type PriorityCollision,
  type RuleToPlace,
} from "../modules/load-balancing/rule-priorities";
import type { BackendTierNeeds, Listeners } from "./backend-tier";
import type { Hosts } from "./hosts";
import type { TargetGroups } from "./targets";

/** What became of the rules. */
export interface CreatedRules {
  /** rules whose priority depends on another's */
  readonly collisions: readonly PriorityCollision[];
  /** for what has to wait until the load balancer forwards */
  readonly forwards: readonly ITerraformDependable[];
}

/**
 * The forwarding rules of every backend, on HTTPS and, with `http: forward`, on HTTP too. The same rule has the
 * same priority on both listeners.
 */
export function createRules(
  environment: Environment,
  { https, http }: Listeners,
  targetGroups: TargetGroups,
  { hosts, secret }: BackendTierNeeds,
): CreatedRules {
  const { backends, loadBalancer } = environment;
  const redirected = environment.edge.enabled ? [] : hosts.redirected;
  const { priorities, collisions } = placeRules(environment, hosts, redirected, secret !== undefined);
  const originSecret = secret && { headerName: secret.headerName, values: secret.accepted };
  const forwarding = loadBalancer.http === "forward" ? http : undefined;
  const forwards: ITerraformDependable[] = [];
  for (const [name, backend] of Object.entries(backends)) {
    const claim = { backend: name, hosts: backend.hosts ?? hosts.served, paths: backend.paths, priorities };
    const groups = targetGroups[name];
    for (const [listener, targets] of [
      [https, groups?.https],
      [forwarding, groups?.http],
    ] as const) {
      if (listener !== undefined && targets !== undefined) {
        const arns = { listenerArn: listener.arn, targetGroupArn: targets.group.arn };
        const rules = new ListenerRules(listener, name, {
          ...claim,
          ...arns,
          originSecret,
          dependsOn: targets.attachments,
        });
        forwards.push(...rules.resources);
      }
    }
  }
  for (const listener of redirected.length > 0 ? [https, forwarding] : []) {
    if (listener !== undefined) {
      const props = { listenerArn: listener.arn, aliases: redirected, target: hosts.canonical, priorities };
      new AliasRedirect(listener, "alias_redirect", props);
    }
  }
  return { collisions, forwards };
}

function placeRules(
  { backends, adopted }: Environment,
  hosts: Hosts,
  redirected: readonly string[],
  secret: boolean,
): Priorities {
  const forwards = Object.entries(backends).flatMap(([backend, { paths, priority, hosts: own }]) => {
    const claimed = own ?? hosts.served;
    const hostClass = hostClassOf(claimed, hosts.served);
    return planRules({ backend, hosts: claimed, paths, secret }).map(
      ({ key, pattern }): RuleToPlace => ({ key, pattern, hostClass, base: priority }),
    );
  });
  return assignPriorities([...forwards, ...AliasRedirect.rulesOf(redirected)], adopted.priorities);
}
