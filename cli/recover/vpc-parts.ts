import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  paginateDescribeTags,
  type ResourceType,
  type Route,
  type RouteTable,
} from "@aws-sdk/client-ec2";
import { pages, unlessMissing } from "./aws";
import type { Finder, Found } from "./family";
import { tagEvidence } from "./ownership";
import type { Planned } from "./plan";

/**
 * The parts of a VPC have no name but their tag, and nothing stops a second one. Taken for ours is what carries
 * every planned tag, `Name` among them.
 */
export function findByTags(type: ResourceType): Finder {
  return async (planned, aws) => {
    const [name, project] = [
      planned.known.map("tags_all").get("Name"),
      planned.known.map("tags_all").get("Project"),
    ];
    if (name === undefined || project === undefined) {
      return [];
    }
    const tags = await pages(
      paginateDescribeTags(
        { client: aws.ec2(planned) },
        { Filters: [{ Name: "resource-type", Values: [type] }] },
      ),
      (page) => page.Tags,
    );
    const byId = new Map<string, Record<string, string>>();
    for (const { ResourceId = "", Key = "", Value = "" } of tags) {
      byId.set(ResourceId, { ...byId.get(ResourceId), [Key]: Value });
    }
    return [...byId].flatMap(([id, own]) => partFound(planned, id, own));
  };
}

export function partFound(planned: Planned, id: string, tags: Readonly<Record<string, string>>): Found[] {
  const evidence = tagEvidence(planned, tags);
  const all = [...planned.known.map("tags_all")].every(([key, value]) => tags[key] === value);
  return evidence !== undefined && all ? [{ id, evidence: `tag Name=${tags.Name}; ${evidence}` }] : [];
}

/** A deleted one stays in the list for an hour, with its tags. */
export const findNatGateway: Finder = async (planned, aws) => {
  const tagged = await findByTags("natgateway")(planned, aws);
  const { NatGateways = [] } = await aws
    .ec2(planned)
    .send(new DescribeNatGatewaysCommand({ Filter: [{ Name: "state", Values: ["pending", "available"] }] }));
  return tagged.filter(({ id }) => NatGateways.some(({ NatGatewayId }) => NatGatewayId === id));
};

/** By route table and destination. */
export const findRoute: Finder = async (planned, aws) => {
  const table = planned.known.text("route_table_id");
  if (table === undefined) {
    return [];
  }
  const { RouteTables = [] } = await unlessMissing(
    aws.ec2(planned).send(new DescribeRouteTablesCommand({ RouteTableIds: [table] })),
    { $metadata: {} },
    "InvalidRouteTableID.NotFound",
  );
  return (RouteTables[0]?.Routes ?? []).flatMap((route) => routeFound(planned, route));
};

export function routeFound({ known }: Planned, route: Route): Found[] {
  const { DestinationCidrBlock, DestinationIpv6CidrBlock, GatewayId, NatGatewayId } = route;
  const destination = known.text("destination_cidr_block") ?? known.text("destination_ipv6_cidr_block");
  if (destination === undefined || destination !== (DestinationCidrBlock ?? DestinationIpv6CidrBlock)) {
    return [];
  }
  const id = `${known.text("route_table_id")}_${destination}`;
  const target = known.text("gateway_id") ?? known.text("nat_gateway_id");
  return target !== undefined && target === (GatewayId ?? NatGatewayId)
    ? [{ id, evidence: `${destination} by way of ${target}` }]
    : [{ id }];
}

/** By subnet, which has one route table. */
export const findRouteTableAssociation: Finder = async (planned, aws) => {
  const subnet = planned.known.text("subnet_id");
  if (subnet === undefined) {
    return [];
  }
  const { RouteTables = [] } = await aws
    .ec2(planned)
    .send(new DescribeRouteTablesCommand({ Filters: [{ Name: "association.subnet-id", Values: [subnet] }] }));
  return RouteTables.flatMap((table) => associationFound(planned, table));
};

export function associationFound(
  { known }: Planned,
  { RouteTableId, Associations = [] }: RouteTable,
): Found[] {
  const subnet = known.text("subnet_id");
  if (!Associations.some(({ SubnetId }) => SubnetId === subnet)) {
    return [];
  }
  const id = `${subnet}/${RouteTableId}`;
  return RouteTableId === known.text("route_table_id")
    ? [{ id, evidence: "same subnet and route table" }]
    : [{ id }];
}
