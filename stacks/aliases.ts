import type { Construct } from "constructs";
import { AliasRecords } from "../modules/dns/alias-records";
import {
  type AliasTarget,
  type DistributionAddress,
  distributionTarget,
  loadBalancerTarget,
} from "../modules/dns/alias-target";
import type { ZoneAttributes } from "../modules/dns/zone";
import type { LoadBalancer } from "../modules/load-balancing/load-balancer";
import type { Hosts } from "./hosts";

/** What answers for the names. */
export interface AliasTargets {
  readonly balanced: Pick<LoadBalancer, "dnsName" | "zoneId" | "ipv6">;
  /** undefined without an edge */
  readonly distribution: DistributionAddress | undefined;
}

/**
 * Every viewer name points at the distribution, or without one at the load balancer; the origin's name at the
 * load balancer, by A alone: CloudFront connects to it over IPv4. A load balancer without a public address has no name.
 */
export function createAliases(
  scope: Construct,
  zone: Pick<ZoneAttributes, "zoneId"> | undefined,
  hosts: Hosts,
  { balanced, distribution }: AliasTargets,
): void {
  if (zone === undefined) {
    return;
  }
  const { zoneId } = zone;
  const loadBalancer = balancedTarget(balanced);
  const viewerTarget = distribution === undefined ? loadBalancer : distributionTarget(distribution);
  for (const name of hosts.viewer) {
    AliasRecords.forName(scope, { zoneId, name, target: viewerTarget });
  }
  if (distribution !== undefined && hosts.origin !== undefined) {
    AliasRecords.forName(scope, { zoneId, name: hosts.origin, target: { ...loadBalancer, ipv6: false } });
  }
}

function balancedTarget({ dnsName, zoneId, ipv6 }: AliasTargets["balanced"]): AliasTarget {
  return loadBalancerTarget({ dnsName, zoneId, ipAddressType: ipv6 ? "dualstack" : "ipv4" });
}
