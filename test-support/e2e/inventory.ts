import { ACMClient, paginateListCertificates } from "@aws-sdk/client-acm";
import {
  CloudFrontClient,
  ListCachePoliciesCommand,
  ListDistributionsCommand,
  ListFunctionsCommand,
  ListOriginAccessControlsCommand,
  ListResponseHeadersPoliciesCommand,
  ListVpcOriginsCommand,
} from "@aws-sdk/client-cloudfront";
import {
  DescribeAddressesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  ListHostedZonesCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { DescribeParametersCommand, SSMClient } from "@aws-sdk/client-ssm";
import { clientOptions, type World } from "../../local/world";

/** What stands in an account, a line each, sorted: kind, then what tells it from others of its kind. */
export type Inventory = readonly string[];

/** Asks every service that a deployment uses, in every region that it uses. */
export async function inventoryOf(world: World): Promise<Inventory> {
  const { region } = world.seeded;
  const parts = await Promise.all([
    ec2(world, region),
    loadBalancing(world, region),
    ...[...new Set([region, "us-east-1"])].map((each) => certificates(world, each)),
    dns(world),
    buckets(world, region),
    parameters(world, region),
    cloudFront(world),
  ]);
  return parts.flat().sort();
}

/** How many there are of each kind. */
export function countsOf(inventory: Inventory): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const line of inventory) {
    const kind = line.slice(0, line.indexOf(" "));
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

async function ec2(world: World, region: string): Promise<string[]> {
  const client = new EC2Client(clientOptions(world, region));
  try {
    const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({}));
    const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({}));
    const { InternetGateways = [] } = await client.send(new DescribeInternetGatewaysCommand({}));
    const { NatGateways = [] } = await client.send(new DescribeNatGatewaysCommand({}));
    const { RouteTables = [] } = await client.send(new DescribeRouteTablesCommand({}));
    const { Addresses = [] } = await client.send(new DescribeAddressesCommand({}));
    const { SecurityGroups = [] } = await client.send(new DescribeSecurityGroupsCommand({}));
    const { SecurityGroupRules = [] } = await client.send(new DescribeSecurityGroupRulesCommand({}));
    return [
      ...Vpcs.map(({ VpcId }) => `vpc ${VpcId}`),
      ...Subnets.map(({ SubnetId }) => `subnet ${SubnetId}`),
      ...InternetGateways.map(({ InternetGatewayId }) => `internet-gateway ${InternetGatewayId}`),
      ...NatGateways.filter(({ State }) => State !== "deleted").map(
        ({ NatGatewayId }) => `nat-gateway ${NatGatewayId}`,
      ),
      ...RouteTables.map(({ RouteTableId }) => `route-table ${RouteTableId}`),
      ...Addresses.map(({ AllocationId }) => `address ${AllocationId}`),
      ...SecurityGroups.map(({ GroupId, GroupName }) => `security-group ${GroupId} ${GroupName}`),
      ...SecurityGroupRules.map(ruleLine),
    ];
  } finally {
    client.destroy();
  }
}

function ruleLine(rule: SecurityGroupRule): string {
  const peer =
    rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId ?? "nobody";
  const way = rule.IsEgress ? "to" : "from";
  return `security-group-rule ${rule.GroupId} ${rule.IpProtocol} ${rule.FromPort}-${rule.ToPort} ${way} ${peer}`;
}

async function loadBalancing(world: World, region: string): Promise<string[]> {
  const client = new ElasticLoadBalancingV2Client(clientOptions(world, region));
  try {
    const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    const { TargetGroups = [] } = await client.send(new DescribeTargetGroupsCommand({}));
    return [
      ...LoadBalancers.map(({ LoadBalancerArn }) => `load-balancer ${LoadBalancerArn}`),
      ...TargetGroups.map(({ TargetGroupArn }) => `target-group ${TargetGroupArn}`),
    ];
  } finally {
    client.destroy();
  }
}

async function certificates(world: World, region: string): Promise<string[]> {
  const client = new ACMClient(clientOptions(world, region));
  try {
    const lines: string[] = [];
    for await (const page of paginateListCertificates({ client }, {})) {
      lines.push(
        ...(page.CertificateSummaryList ?? []).map(({ CertificateArn }) => `certificate ${CertificateArn}`),
      );
    }
    return lines;
  } finally {
    client.destroy();
  }
}

async function dns(world: World): Promise<string[]> {
  const client = new Route53Client(clientOptions(world, "us-east-1"));
  try {
    const { HostedZones = [] } = await client.send(new ListHostedZonesCommand({}));
    const lines: string[] = [];
    for (const { Id, Name } of HostedZones) {
      // One page holds 300 records, more than any test makes.
      const { ResourceRecordSets = [] } = await client.send(
        new ListResourceRecordSetsCommand({ HostedZoneId: Id }),
      );
      lines.push(`zone ${Name}`, ...ResourceRecordSets.map((set) => `record ${set.Name} ${set.Type}`));
    }
    return lines;
  } finally {
    client.destroy();
  }
}

async function buckets(world: World, region: string): Promise<string[]> {
  const client = new S3Client({ ...clientOptions(world, region), forcePathStyle: true });
  try {
    const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
    return Buckets.map(({ Name }) => `bucket ${Name}`);
  } finally {
    client.destroy();
  }
}

async function parameters(world: World, region: string): Promise<string[]> {
  const client = new SSMClient(clientOptions(world, region));
  try {
    const { Parameters = [] } = await client.send(new DescribeParametersCommand({}));
    return Parameters.map(({ Name }) => `parameter ${Name}`);
  } finally {
    client.destroy();
  }
}

async function cloudFront(world: World): Promise<string[]> {
  const client = new CloudFrontClient({
    ...clientOptions(world, "us-east-1"),
    endpoint: world.cloudFrontEndpoint,
  });
  try {
    const { DistributionList } = await client.send(new ListDistributionsCommand({}));
    const { FunctionList } = await client.send(new ListFunctionsCommand({}));
    const { OriginAccessControlList } = await client.send(new ListOriginAccessControlsCommand({}));
    const { ResponseHeadersPolicyList } = await client.send(
      new ListResponseHeadersPoliciesCommand({ Type: "custom" }),
    );
    const { VpcOriginList } = await client.send(new ListVpcOriginsCommand({}));
    const { CachePolicyList } = await client.send(new ListCachePoliciesCommand({ Type: "custom" }));
    return [
      ...(DistributionList?.Items ?? []).map(({ Id }) => `distribution ${Id}`),
      ...new Set((FunctionList?.Items ?? []).map(({ Name }) => `function ${Name}`)),
      ...(OriginAccessControlList?.Items ?? []).map(({ Id }) => `origin-access-control ${Id}`),
      ...(ResponseHeadersPolicyList?.Items ?? []).map(
        ({ ResponseHeadersPolicy }) => `response-headers-policy ${ResponseHeadersPolicy?.Id}`,
      ),
      ...(VpcOriginList?.Items ?? []).map(({ Id }) => `vpc-origin ${Id}`),
      ...(CachePolicyList?.Items ?? []).map(({ CachePolicy }) => `cache-policy ${CachePolicy?.Id}`),
    ];
  } finally {
    client.destroy();
  }
}
