import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { HttpListener } from "../modules/load-balancing/http-listener";
import { HttpsListener } from "../modules/load-balancing/https-listener";
import { type AccessLogs, LoadBalancer } from "../modules/load-balancing/load-balancer";
import type { PriorityCollision } from "../modules/load-balancing/rule-priorities";
import { LoadBalancerSecurityGroup } from "../modules/network/load-balancer-security-group";
import type { VpcAttributes } from "../modules/network/vpc";
import { createAccessLogs } from "./access-logs";
import { admitBackends, type BackendPeers, findPeers } from "./backend-peers";
import { STRICT_TRANSPORT_SECONDS } from "./edge-headers";
import type { Hosts } from "./hosts";
import { createRules } from "./listener-rules";
import { balancerId, NAME_LIMITS, namePrefix, resourceName } from "./names";
import { balancerSubnets } from "./network";
import type { OriginSecret } from "./origin-secret";
import { demandSubnets, holdServing } from "./plan-checks";
import { createTargets, type TargetGroups } from "./targets";

/** What the tier takes from the parts before it. */
export interface BackendTierNeeds {
  readonly hosts: Hosts;
  readonly network: VpcAttributes;
  /** what CloudFront alone knows; undefined where viewers may reach the load balancer themselves */
  readonly secret: OriginSecret | undefined;
  /** a valid certificate of the region */
  readonly certificateArn: string;
}

/** The load balancer with everything behind it. */
export interface BackendTier {
  readonly loadBalancer: LoadBalancer;
  /** undefined where nothing is logged */
  readonly accessLogs?: AccessLogs;
  readonly listeners: Listeners;
  readonly targetGroups: TargetGroups;
  readonly peers: BackendPeers;
  /** rules whose priority depends on another's */
  readonly collisions: readonly PriorityCollision[];
  /** for what has to wait until the load balancer forwards, and knows the secret */
  readonly forwards: readonly ITerraformDependable[];
}

export interface Listeners {
  readonly https: HttpsListener;
  /** undefined where port 80 is closed */
  readonly http?: HttpListener;
}

export function createBackendTier(
  scope: Construct,
  environment: Environment,
  needs: BackendTierNeeds,
): BackendTier {
  const { network } = needs;
  const group = createSecurityGroup(scope, environment, network);
  const peers = findPeers(scope, environment, network);
  admitBackends(scope, environment, peers, group.securityGroupId);
  const accessLogs = createAccessLogs(scope, environment);
  const loadBalancer = createLoadBalancer(scope, environment, { network, group, accessLogs });
  const listeners = createListeners(loadBalancer, environment, needs);
  const targetGroups = createTargets(scope, environment, network, peers);
  const { collisions, forwards } = createRules(environment, listeners, targetGroups, needs);
  if (Object.values(targetGroups).some(({ instances }) => instances !== undefined)) {
    const made: typeof import("./instances") = require("./instances");
    made.scaleInstances(environment, { loadBalancer, listeners, targetGroups });
  }
  holdServing(scope, environment, { loadBalancer, targetGroups, peers });
  return { loadBalancer, accessLogs, listeners, targetGroups, peers, collisions, forwards };
}

function createSecurityGroup(scope: Construct, environment: Environment, { vpcId }: VpcAttributes) {
  const { exposure, http, ipAddressType } = environment.loadBalancer;
  const id = balancerId(environment);
  return new LoadBalancerSecurityGroup(scope, `${id}_load_balancer`, {
    namePrefix: namePrefix(environment, id, NAME_LIMITS.securityGroupPrefix),
    vpcId,
    exposure,
    http: http !== "closed",
    ipv6: ipAddressType === "dualstack",
  });
}

interface LoadBalancerParts {
  readonly network: VpcAttributes;
  readonly group: LoadBalancerSecurityGroup;
  readonly accessLogs: AccessLogs | undefined;
}

function createLoadBalancer(
  scope: Construct,
  environment: Environment,
  { network, group, accessLogs }: LoadBalancerParts,
): LoadBalancer {
  const { loadBalancer, protect } = environment;
  const id = balancerId(environment);
  return new LoadBalancer(scope, id, {
    name: resourceName(environment, id, NAME_LIMITS.loadBalancer),
    internal: id === "private",
    subnetIds: balancerSubnets(environment, network),
    securityGroupIds: [group.securityGroupId],
    ipAddressType: loadBalancer.ipAddressType,
    idleTimeout: loadBalancer.idleTimeout,
    accessLogs,
    deletionProtection: protect,
    preventDestroy: protect,
    preconditions: demandSubnets(scope, environment, network),
  });
}

function createListeners(
  loadBalancer: LoadBalancer,
  { loadBalancer: { http }, edge }: Environment,
  { certificateArn }: BackendTierNeeds,
): Listeners {
  const loadBalancerArn = loadBalancer.arn;
  return {
    https: new HttpsListener(loadBalancer, "https", {
      loadBalancerArn,
      certificateArn,
      calledByCloudFront: edge.enabled,
      // With an edge the header is its response headers policy's.
      strictTransportSecurity: edge.enabled ? undefined : `max-age=${STRICT_TRANSPORT_SECONDS}`,
    }),
    http:
      http === "closed" ? undefined : new HttpListener(loadBalancer, "http", { loadBalancerArn, mode: http }),
  };
}
