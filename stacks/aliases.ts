import type { Construct } from "constructs";
import { AliasRecords } from "../modules/dns/alias-records";
import { type AliasTarget, distributionTarget, loadBalancerTarget } from "../modules/dns/alias-target";
import type { BackendTier } from "./backend-tier";
import type { Edge } from "./edge";
import type { Hosts } from "./hosts";
import type { Zone } from "./zone";

/**
 * Every viewer name points at the distribution, or without one at the load balancer; the origin's name at the
 * load balancer, by A alone: CloudFront connects to it over IPv4.
 */
export function createAliases(
  scope: Construct,
  zone: Zone,
  hosts: Hosts,
  backends: BackendTier,
  edge: Edge | undefined,
): void {
  if (zone === undefined) {
    return;
  }
  const { zoneId } = zone;
  const balanced = balancedTarget(backends);
  const viewerTarget = edge === undefined ? balanced : distributionTarget(edge.distribution);
  for (const name of hosts.viewer) {
    AliasRecords.forName(scope, { zoneId, name, target: viewerTarget });
  }
  if (edge !== undefined) {
    AliasRecords.forName(scope, { zoneId, name: hosts.origin, target: { ...balanced, ipv6: false } });
  }
}

function balancedTarget({ loadBalancer }: BackendTier): AliasTarget {
  const { dnsName, zoneId, ipv6 } = loadBalancer;
  return loadBalancerTarget({ dnsName, zoneId, ipAddressType: ipv6 ? "dualstack" : "ipv4" });
}
