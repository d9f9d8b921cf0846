import {
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateSubnetCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";

/** A VPC as seeding finds or makes it. */
export interface Network {
  readonly vpcId: string;
  readonly publicSubnetIds: readonly string[];
  readonly privateSubnetIds: readonly string[];
}

/** The region's default VPC with its subnets. */
export async function defaultVpc(ec2: EC2Client): Promise<Network> {
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
  );
  const vpcId = known(Vpcs[0]?.VpcId, "default VPC");
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
  );
  return {
    vpcId,
    publicSubnetIds: Subnets.flatMap((subnet) => subnet.SubnetId ?? []).sort(),
    privateSubnetIds: [],
  };
}

/** The VPC of that name, made where it is missing: two public and two private subnets in two zones. */
export async function ownVpc(
  ec2: EC2Client,
  { name, cidr }: { readonly name: string; readonly cidr: string },
  region: string,
): Promise<Network> {
  const { Vpcs = [] } = await ec2.send(new DescribeVpcsCommand({ Filters: tagged(name) }));
  const vpcId = Vpcs[0]?.VpcId ?? (await createVpc(ec2, name, cidr));
  const subnet = (kind: string, index: number) =>
    subnetIn(
      ec2,
      vpcId,
      `${name}-${kind}-${"ab"[index]}`,
      cidr,
      region,
      kind === "public" ? index : index + 2,
    );
  return {
    vpcId,
    publicSubnetIds: [await subnet("public", 0), await subnet("public", 1)],
    privateSubnetIds: [await subnet("private", 0), await subnet("private", 1)],
  };
}

async function createVpc(ec2: EC2Client, name: string, cidr: string): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: cidr }));
  const vpcId = known(Vpc?.VpcId, "VPC");
  await tag(ec2, vpcId, name);
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const gatewayId = known(InternetGateway?.InternetGatewayId, "internet gateway");
  await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId: gatewayId, VpcId: vpcId }));
  const { RouteTables = [] } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
  );
  const RouteTableId = known(RouteTables[0]?.RouteTableId, "route table");
  await ec2.send(
    new CreateRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0", GatewayId: gatewayId }),
  );
  return vpcId;
}

/** The `number`th /24 of the VPC. */
async function subnetIn(
  ec2: EC2Client,
  vpcId: string,
  name: string,
  cidr: string,
  region: string,
  number: number,
): Promise<string> {
  const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters: tagged(name) }));
  const existing = Subnets[0]?.SubnetId;
  if (existing !== undefined) {
    return existing;
  }
  const [first, second] = cidr.split(".");
  const { Subnet } = await ec2.send(
    new CreateSubnetCommand({
      VpcId: vpcId,
      CidrBlock: `${first}.${second}.${number}.0/24`,
      AvailabilityZone: `${region}${"ab"[number % 2]}`,
    }),
  );
  const subnetId = known(Subnet?.SubnetId, "subnet");
  await tag(ec2, subnetId, name);
  return subnetId;
}

/** A filter by the tag `Name`. */
export function tagged(name: string) {
  return [{ Name: "tag:Name", Values: [name] }];
}

async function tag(ec2: EC2Client, id: string, name: string): Promise<void> {
  await ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "Name", Value: name }] }));
}

/** An id that an answer must hold. */
export function known(id: string | undefined, what: string): string {
  if (id === undefined) {
    throw new Error(`the local AWS gave no ${what}`);
  }
  return id;
}
