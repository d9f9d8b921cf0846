import {
  DescribeAddressesCommand,
  type EC2Client,
  type Filter,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeRouteTables,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type Tag,
} from "@aws-sdk/client-ec2";
import { pages } from "./aws";
import type { Finder, Found } from "./family";
import { tagEvidence, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** A part of a VPC in AWS. */
export interface Part {
  readonly id: string | undefined;
  readonly tags: readonly Tag[] | undefined;
  /** the planned arguments that must be known and the same, or the next deploy would replace an import */
  readonly fixed: Readonly<Record<string, string | undefined>>;
}

type List = (client: EC2Client, Filters: Filter[]) => Promise<readonly Part[]>;

/**
 * The parts of a VPC have no name but their tag, and nothing stops a second one. Taken for ours is what carries
 * every planned tag, `Name` among them, and belongs to what the plan says.
 */
function byTags(list: List): Finder {
  return async (planned, aws) => {
    const name = planned.known.map("tags_all").get("Name");
    if (name === undefined) {
      return [];
    }
    const parts = await list(aws.ec2(planned), [{ Name: "tag:Name", Values: [name] }]);
    return parts.flatMap((part) => partFound(planned, part));
  };
}

export function partFound(planned: Planned, { id, tags: list, fixed }: Part): Found[] {
  const tags = tagsOf([...(list ?? [])]);
  const evidence = tagEvidence(planned, tags);
  const tagged = [...planned.known.map("tags_all")].every(([key, value]) => tags[key] === value);
  const same = Object.entries(fixed).every(
    ([key, value]) => value !== undefined && planned.known.text(key) === value,
  );
  return id !== undefined && evidence !== undefined && tagged && same
    ? [{ id, evidence: `tag Name=${tags.Name}; ${evidence}` }]
    : [];
}

export const findVpc = byTags(async (client, Filters) => {
  const vpcs = await pages(paginateDescribeVpcs({ client }, { Filters }), (page) => page.Vpcs);
  return vpcs.map(({ VpcId, Tags, CidrBlock }) => ({
    id: VpcId,
    tags: Tags,
    fixed: { cidr_block: CidrBlock },
  }));
});

export const findSubnet = byTags(async (client, Filters) => {
  const subnets = await pages(paginateDescribeSubnets({ client }, { Filters }), (page) => page.Subnets);
  return subnets.map(({ SubnetId, Tags, VpcId, CidrBlock }) => ({
    id: SubnetId,
    tags: Tags,
    fixed: { vpc_id: VpcId, cidr_block: CidrBlock },
  }));
});

export const findRouteTable = byTags(async (client, Filters) => {
  const tables = await pages(
    paginateDescribeRouteTables({ client }, { Filters }),
    (page) => page.RouteTables,
  );
  return tables.map(({ RouteTableId, Tags, VpcId }) => ({
    id: RouteTableId,
    tags: Tags,
    fixed: { vpc_id: VpcId },
  }));
});

/** One that was killed before it was attached has no VPC yet, and the next deploy attaches it. */
export const findInternetGateway = byTags(async (client, Filters) => {
  const gateways = await pages(
    paginateDescribeInternetGateways({ client }, { Filters }),
    (page) => page.InternetGateways,
  );
  return gateways.map(({ InternetGatewayId, Tags, Attachments = [] }) => ({
    id: InternetGatewayId,
    tags: Tags,
    fixed: Attachments[0] === undefined ? {} : { vpc_id: Attachments[0].VpcId },
  }));
});

/** A deleted one stays in the list for an hour, with its tags. */
export const findNatGateway = byTags(async (client, tags) => {
  const Filter = [...tags, { Name: "state", Values: ["pending", "available"] }];
  const gateways = await pages(
    paginateDescribeNatGateways({ client }, { Filter }),
    (page) => page.NatGateways,
  );
  return gateways.map(({ NatGatewayId, Tags, SubnetId }) => ({
    id: NatGatewayId,
    tags: Tags,
    fixed: { subnet_id: SubnetId },
  }));
});

export const findAddress = byTags(async (client, Filters) => {
  const { Addresses = [] } = await client.send(new DescribeAddressesCommand({ Filters }));
  return Addresses.map(({ AllocationId, Tags }) => ({ id: AllocationId, tags: Tags, fixed: {} }));
});
