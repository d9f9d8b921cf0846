/**
 * List prices of us-east-1 in US dollars, without any free tier or discount, as of 1 February 2024, when the youngest
 * of them, that of public IPv4 addresses, came into force:
 *
 * - https://aws.amazon.com/elasticloadbalancing/pricing/
 * - https://aws.amazon.com/vpc/pricing/
 * - https://aws.amazon.com/ec2/pricing/on-demand/
 * - https://aws.amazon.com/ebs/pricing/
 * - https://aws.amazon.com/cloudfront/pricing/
 * - https://aws.amazon.com/s3/pricing/
 * - https://aws.amazon.com/route53/pricing/
 */
export const PRICES = {
  asOf: "2024-02-01",
  loadBalancerHour: 0.0225,
  capacityUnitHour: 0.008,
  /** the same in every region */
  addressHour: 0.005,
  /** t4g.nano */
  instanceHour: 0.0042,
  /** gp3, a GiB a month of 730 hours */
  diskMonth: 0.08,
  /** CloudFront's dearest, that of South America */
  edgeRequest: 0.022 / 10_000,
  putRequest: 0.005 / 1000,
  getRequest: 0.0004 / 1000,
  dnsQuery: 0.4 / 1_000_000,
} as const;

export const HOURS_OF_A_MONTH = 730;

/**
 * Other regions are dearer: by 1.9 for gp3 in São Paulo, by less for everything else here. Twice the price of
 * us-east-1 is above each of them.
 */
export function factorOf(region: string): number {
  return region === "us-east-1" ? 1 : 2;
}
