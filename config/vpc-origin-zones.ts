/** What AWS says of VPC origins, the regions and zones that have them among it. */
export const VPC_ORIGINS_PAGE =
  "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html";

/**
 * By region, the zones in which CloudFront makes no VPC origin: ids, which mean the same in every account, as names do
 * not. Every other zone of `awsRegions` has them.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html#vpc-origins-supported-regions
 */
const WITHOUT: Readonly<Record<string, readonly string[]>> = {
  "ap-northeast-1": ["apne1-az3"],
  "ca-central-1": ["cac1-az3"],
  "us-east-1": ["use1-az3"],
  "us-west-1": ["usw1-az2"],
};

/**
 * The ids of a region's zones in which no VPC origin can be.
 *
 * @example
 * zonesWithoutVpcOrigins("us-east-1"); // => ["use1-az3"]
 */
export function zonesWithoutVpcOrigins(region: string): readonly string[] {
  return WITHOUT[region] ?? [];
}
