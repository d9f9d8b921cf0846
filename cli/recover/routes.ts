import { DescribeRouteTablesCommand, type Route, type RouteTable } from "@aws-sdk/client-ec2";
import { unlessMissing } from "./aws";
import type { Finder, Found } from "./family";
import type { Planned } from "./plan";

/** By route table and destination. Routes take no tags: the target is the evidence. */
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

export function associationFound({ known }: Planned, table: RouteTable): Found[] {
  const { RouteTableId, Associations = [] } = table;
  const subnet = known.text("subnet_id");
  if (!Associations.some(({ SubnetId }) => SubnetId === subnet)) {
    return [];
  }
  const id = `${subnet}/${RouteTableId}`;
  return RouteTableId === known.text("route_table_id")
    ? [{ id, evidence: "same subnet and route table" }]
    : [{ id }];
}
