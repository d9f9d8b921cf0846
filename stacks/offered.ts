import type { VpcAttributes } from "../modules/network/vpc";
import type { BackendTier } from "./backend-tier";
import type { DirectAccess } from "./direct";
import type { Edge } from "./edge";
import type { LayerStack } from "./layer-stack";

/** What one layer tells another, as outputs of its own. */

export function offeredNetwork(
  layer: LayerStack,
  { vpcId, publicSubnetIds, privateSubnetIds }: VpcAttributes,
) {
  return {
    vpcId: layer.offer("vpc_id", vpcId, "The VPC of the load balancer"),
    publicSubnetIds: layer.offerList(
      "public_subnet_ids",
      publicSubnetIds,
      "The subnets with a way to the internet",
    ),
    privateSubnetIds: layer.offerList("private_subnet_ids", privateSubnetIds, "The subnets without one"),
  };
}

export function offeredLoadBalancer(
  layer: LayerStack,
  { loadBalancer: { dnsName, zoneId, ipv6 } }: BackendTier,
) {
  return {
    dnsName: layer.offer("load_balancer_dns_name", dnsName, "The load balancer's own name"),
    zoneId: layer.offer("load_balancer_zone_id", zoneId, "The zone of the load balancer's own name"),
    ipv6,
  };
}

export function offeredDirect(layer: LayerStack, { name, address }: DirectAccess): DirectAccess {
  return { name, address: layer.offer("direct_address", address, "The address of the instance's own name") };
}

export function offeredDistribution(
  layer: LayerStack,
  { distribution: { domainName, hostedZoneId, ipv6 } }: Edge,
) {
  return {
    domainName: layer.offer("distribution_domain_name", domainName, "The distribution's own name"),
    hostedZoneId: layer.offer(
      "distribution_zone_id",
      hostedZoneId,
      "The zone of the distribution's own name",
    ),
    ipv6,
  };
}
