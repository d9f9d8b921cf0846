import { Fn, Op, type Precondition, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { ORIGIN_READ_TIMEOUT } from "../modules/edge/origin-limits";
import type { LoadBalancer } from "../modules/load-balancing/load-balancer";
import type { VpcAttributes } from "../modules/network/vpc";
import type { BackendPeers } from "./backend-peers";
import { balancerSubnets } from "./network";
import type { TargetGroups } from "./targets";

/** What the subnets must be that the file or another state names; a VPC that is made or default has them so. */
export function demandSubnets(
  scope: Construct,
  environment: Environment,
  network: VpcAttributes,
): readonly Precondition[] {
  const { type } = environment.network;
  if (type !== "existing" && type !== "remoteState") return [];
  // Loaded, like a created VPC, where it is asked for.
  const { BalancerSubnets }: typeof import("../modules/network/balancer-subnets") =
    require("../modules/network/balancer-subnets");
  const subnetIds = balancerSubnets(environment, network);
  return new BalancerSubnets(scope, "load_balancer", { vpcId: network.vpcId, subnetIds }).conditions;
}

interface Served {
  readonly loadBalancer: LoadBalancer;
  readonly targetGroups: TargetGroups;
  readonly peers: BackendPeers;
}

interface Assertion {
  readonly condition: unknown;
  readonly error_message: string;
}

/**
 * What Terraform warns of at every plan, whoever runs it: `check` blocks, which refer to nothing that is only known
 * after the apply.
 */
export function holdServing(scope: Construct, environment: Environment, served: Served): void {
  const waived = new Set(environment.waivers.map(({ rule }) => rule));
  if (!waived.has("tagged-copies")) addCheck(scope, "tagged_copies", copies(served));
  if (!waived.has("timeouts-in-place")) {
    addCheck(scope, "timeouts", [
      ...(waived.has("timeouts") || !environment.edge.enabled ? [] : [answersInTime(served)]),
      ...(waived.has("drain") ? [] : drains(served)),
    ]);
  }
}

/** CDKTF has no construct for it. */
function addCheck(scope: Construct, name: string, assert: readonly Assertion[]): void {
  if (assert.length > 0) TerraformStack.of(scope).addOverride(`check.${name}`, { assert: [...assert] });
}

/** `terraform import` asks as well, and what is being imported has no values yet: an error there would end it. */
function onceKnown(condition: string): string {
  return `\${try(${condition}, true)}`;
}

function copies({ peers }: Served): Assertion[] {
  return Object.entries(peers).flatMap(([name, { taggedIds }]) =>
    taggedIds === undefined
      ? []
      : [
          {
            condition: Fn.try([Op.lte(Fn.lengthOf([...taggedIds]), 1), true]),
            error_message:
              `tagged-copies: several instances bear the tags of backend ${name}. If PostgreSQL or uploads live on ` +
              "them, each has data of its own: move those out first, and waive the rule.",
          },
        ],
  );
}

function answersInTime({ loadBalancer }: Served): Assertion {
  return {
    condition: onceKnown(`${loadBalancer.address}.idle_timeout >= ${ORIGIN_READ_TIMEOUT}`),
    error_message:
      `timeouts: the load balancer's idle timeout is below the ${ORIGIN_READ_TIMEOUT} seconds that CloudFront waits ` +
      "for an answer: slower ones end with 504.",
  };
}

function drains({ loadBalancer, targetGroups }: Served): Assertion[] {
  return Object.values(targetGroups)
    .flatMap(({ https, http }) => [https, http])
    .filter((each) => each !== undefined)
    .map(({ group }) => ({
      condition: onceKnown(
        `tonumber(${group.address}.deregistration_delay) > ${loadBalancer.address}.idle_timeout`,
      ),
      error_message:
        `drain: the deregistration delay of ${group.address} is not above the load balancer's idle timeout: ` +
        "requests that last longer are cut off when their target leaves.",
    }));
}
