import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { HttpListener } from "../modules/load-balancing/http-listener";
import { HttpsListener } from "../modules/load-balancing/https-listener";
import { LoadBalancer } from "../modules/load-balancing/load-balancer";
import type { PriorityCollision } from "../modules/load-balancing/rule-priorities";
import { LoadBalancerSecurityGroup } from "../modules/network/load-balancer-security-group";
import type { VpcAttributes } from "../modules/network/vpc";
import { createAccessLogs } from "./access-logs";
import { admitBackends, type BackendPeers, findPeers } from "./backend-peers";
import { STRICT_TRANSPORT_SECONDS } from "./edge";
import type { Hosts } from "./hosts";
import { createRules } from "./listener-rules";
import { NAME_LIMITS, namePrefix, PUBLIC, resourceName } from "./names";
import type { OriginSecret } from "./origin-secret";
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
  readonly listeners: Listeners;
  readonly targetGroups: TargetGroups;
  readonly peers: BackendPeers;
  /** rules whose priority depends on another's */
  readonly collisions: readonly PriorityCollision[];
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
  const loadBalancer = createLoadBalancer(scope, environment, network, group);
  const listeners = createListeners(loadBalancer, environment, needs);
  const targetGroups = createTargets(scope, environment, network, peers);
  const collisions = createRules(environment, listeners, targetGroups, needs);
  return { loadBalancer, listeners, targetGroups, peers, collisions };
}

function createSecurityGroup(scope: Construct, environment: Environment, { vpcId }: VpcAttributes) {
  const { exposure, http, ipAddressType } = environment.loadBalancer;
  return new LoadBalancerSecurityGroup(scope, `${PUBLIC}_load_balancer`, {
    namePrefix: namePrefix(environment, PUBLIC, NAME_LIMITS.securityGroupPrefix),
    vpcId,
    exposure,
    http: http !== "closed",
    ipv6: ipAddressType === "dualstack",
  });
}

function createLoadBalancer(
  scope: Construct,
  environment: Environment,
  { publicSubnetIds }: VpcAttributes,
  { securityGroupId }: LoadBalancerSecurityGroup,
): LoadBalancer {
  const { loadBalancer, protect } = environment;
  return new LoadBalancer(scope, PUBLIC, {
    name: resourceName(environment, PUBLIC, NAME_LIMITS.loadBalancer),
    subnetIds: publicSubnetIds,
    securityGroupIds: [securityGroupId],
    ipAddressType: loadBalancer.ipAddressType,
    idleTimeout: loadBalancer.idleTimeout,
    accessLogs: createAccessLogs(scope, environment),
    deletionProtection: protect,
    preventDestroy: protect,
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
      // With an edge the header is its response headers policy's.
      strictTransportSecurity: edge.enabled ? undefined : `max-age=${STRICT_TRANSPORT_SECONDS}`,
    }),
    http:
      http === "closed" ? undefined : new HttpListener(loadBalancer, "http", { loadBalancerArn, mode: http }),
  };
}
