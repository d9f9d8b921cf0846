/** Where an alias record points: a small adapter between whatever serves and DNS. */
export interface AliasTarget {
  /** the target's own DNS name */
  readonly dnsName: string;
  /** the hosted zone of the target's DNS name, which AWS publishes with it */
  readonly zoneId: string;
  /** whether Route 53 stops answering with a target that is unhealthy */
  readonly evaluateTargetHealth: boolean;
  /** whether the target answers over IPv6; decides about the AAAA record, so it is known at synth */
  readonly ipv6: boolean;
}

/** What an alias needs to know of a CloudFront distribution. */
export interface DistributionAddress {
  /** the distribution's domain name, `d111111abcdef8.cloudfront.net` */
  readonly domainName: string;
  /** the hosted zone of that name */
  readonly hostedZoneId: string;
  /** whether the distribution has IPv6 on */
  readonly ipv6: boolean;
}

/**
 * A distribution as an alias target. Route 53 refuses to evaluate its health.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html
 */
export function distributionTarget({ domainName, hostedZoneId, ipv6 }: DistributionAddress): AliasTarget {
  return { dnsName: domainName, zoneId: hostedZoneId, evaluateTargetHealth: false, ipv6 };
}

/** What an alias needs to know of a load balancer. */
export interface LoadBalancerAddress {
  /** the load balancer's DNS name */
  readonly dnsName: string;
  /** the hosted zone of that name */
  readonly zoneId: string;
  /** the addresses that clients reach it by */
  readonly ipAddressType: "ipv4" | "dualstack";
}

/**
 * A load balancer as an alias target. Its health is not evaluated: a name has one record here, so there is
 * nowhere else to send a query to.
 */
export function loadBalancerTarget({ dnsName, zoneId, ipAddressType }: LoadBalancerAddress): AliasTarget {
  return { dnsName, zoneId, evaluateTargetHealth: false, ipv6: ipAddressType === "dualstack" };
}
