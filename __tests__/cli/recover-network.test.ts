import { associationFound, routeFound } from "../../cli/recover/routes";
import { securityGroupFound, securityGroupRuleFound } from "../../cli/recover/security-groups";
import { partFound } from "../../cli/recover/vpc-parts";
import { OWN, planned } from "./recover-support";

const TAGGED = "tags Project=shop Environment=example ManagedBy=gatehouse";
const Tags = Object.entries(OWN).map(([Key, Value]) => ({ Key, Value }));
const FOREIGN = [{ Key: "Project", Value: "other" }];

describe("a security group", () => {
  const GroupName = "shop-example-public-20251121175155377900000001";
  const group = planned("aws_security_group", { name_prefix: "shop-example-public-" }, { name: true });

  it("is ours by prefix and tags", () => {
    expect(securityGroupFound(group, { GroupId: "sg-1", GroupName, Tags })).toEqual([
      { id: "sg-1", evidence: `name ${GroupName}; ${TAGGED}` },
    ]);
    expect(securityGroupFound(group, { GroupId: "sg-1", GroupName })).toEqual([{ id: "sg-1" }]);
    expect(securityGroupFound(group, { GroupId: "sg-1", GroupName, Tags: FOREIGN })).toEqual([]);
    expect(securityGroupFound(group, { GroupId: "sg-1", GroupName: "shop-example-public-x", Tags })).toEqual(
      [],
    );
  });

  it("is in the way where its name is taken", () => {
    const named = planned("aws_security_group", { name: "web" });
    expect(securityGroupFound(named, { GroupId: "sg-1", GroupName: "web", Tags: FOREIGN })).toEqual([
      { id: "sg-1" },
    ]);
  });
});

describe("a security group rule", () => {
  const rule = planned("aws_vpc_security_group_ingress_rule", {
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    prefix_list_id: "pl-1",
  });
  const actual = {
    SecurityGroupRuleId: "sgr-1",
    IsEgress: false,
    IpProtocol: "tcp",
    FromPort: 443,
    ToPort: 443,
    PrefixListId: "pl-1",
    Tags,
  };

  it("is ours by direction, protocol, ports, peer and tags", () => {
    expect(securityGroupRuleFound(rule, actual)).toEqual([
      { id: "sgr-1", evidence: `port 443, peer pl-1; ${TAGGED}` },
    ]);
  });

  it("is left alone where somebody made it by hand", () => {
    expect(securityGroupRuleFound(rule, { ...actual, Tags: [] })).toEqual([{ id: "sgr-1" }]);
  });

  it.each([
    ["the other direction", { ...actual, IsEgress: true }],
    ["another peer", { ...actual, PrefixListId: "pl-2" }],
    ["another kind of peer", { ...actual, PrefixListId: undefined, CidrIpv4: "0.0.0.0/0" }],
    ["another port", { ...actual, FromPort: 80, ToPort: 80 }],
    ["a wider range", { ...actual, ToPort: 444 }],
    ["another protocol", { ...actual, IpProtocol: "udp" }],
  ])("is another one with %s", (_, found) => {
    expect(securityGroupRuleFound(rule, found)).toEqual([]);
  });

  it("may be for every port, which AWS writes as -1", () => {
    const all = planned("aws_vpc_security_group_egress_rule", { ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" });
    const found = {
      SecurityGroupRuleId: "sgr-2",
      IsEgress: true,
      IpProtocol: "-1",
      FromPort: -1,
      ToPort: -1,
      Tags,
    };
    expect(securityGroupRuleFound(all, { ...found, CidrIpv4: "0.0.0.0/0" })).toHaveLength(1);
  });
});

describe("the parts of a VPC", () => {
  const named = (Name: string) => [...Tags, { Key: "Name", Value: Name }];
  const tags_all = { ...OWN, Name: "shop-example-a" };
  const subnet = planned("aws_subnet", { tags_all, vpc_id: "vpc-1", cidr_block: "10.0.0.0/24" });
  const actual = {
    id: "subnet-1",
    tags: [...named("shop-example-a"), { Key: "more", Value: "x" }],
    fixed: { vpc_id: "vpc-1", cidr_block: "10.0.0.0/24" },
  };

  it("are ours by every planned tag and where they belong", () => {
    expect(partFound(subnet, actual)).toEqual([
      { id: "subnet-1", evidence: `tag Name=shop-example-a; ${TAGGED}` },
    ]);
  });

  it.each([
    ["of another name", { ...actual, tags: named("shop-example-b") }],
    ["without our tags", { ...actual, tags: [{ Key: "Name", Value: "shop-example-a" }] }],
    ["in another VPC", { ...actual, fixed: { ...actual.fixed, vpc_id: "vpc-2" } }],
    ["of another range", { ...actual, fixed: { ...actual.fixed, cidr_block: "10.0.1.0/24" } }],
  ])("are others where they are %s", (_, found) => {
    expect(partFound(subnet, found)).toEqual([]);
  });

  it("wait for what they belong to", () => {
    const waiting = planned("aws_subnet", { tags_all, cidr_block: "10.0.0.0/24" }, { vpc_id: true });
    expect(partFound(waiting, actual)).toEqual([]);
  });

  it("a route is ours where it leads to the same target", () => {
    const route = planned("aws_route", {
      route_table_id: "rtb-1",
      destination_cidr_block: "0.0.0.0/0",
      gateway_id: "igw-1",
    });
    const actual = { DestinationCidrBlock: "0.0.0.0/0", GatewayId: "igw-1" };
    expect(routeFound(route, actual)).toEqual([
      { id: "rtb-1_0.0.0.0/0", evidence: "0.0.0.0/0 by way of igw-1" },
    ]);
    expect(routeFound(route, { ...actual, GatewayId: "igw-2" })).toEqual([{ id: "rtb-1_0.0.0.0/0" }]);
    expect(routeFound(route, { ...actual, DestinationCidrBlock: "10.0.0.0/16" })).toEqual([]);
  });

  it("an association is ours where the subnet has the planned table", () => {
    const association = planned("aws_route_table_association", {
      subnet_id: "subnet-1",
      route_table_id: "rtb-1",
    });
    const Associations = [{ SubnetId: "subnet-1" }];
    expect(associationFound(association, { RouteTableId: "rtb-1", Associations })).toEqual([
      { id: "subnet-1/rtb-1", evidence: "same subnet and route table" },
    ]);
    expect(associationFound(association, { RouteTableId: "rtb-2", Associations })).toEqual([
      { id: "subnet-1/rtb-2" },
    ]);
    expect(associationFound(association, { RouteTableId: "rtb-1", Associations: [] })).toEqual([]);
  });
});
