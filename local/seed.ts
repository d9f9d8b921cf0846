import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
  type Instance,
  RunInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateHostedZoneCommand,
  ListHostedZonesByNameCommand,
  Route53Client,
} from "@aws-sdk/client-route-53";
import { defaultVpc, known, type Network, ownVpc, tagged } from "./seed-network";

/** What a team has before it uses Gatehouse. */
export interface SeedDescription {
  /** AWS region of VPC and instances */
  readonly region: string;
  /**
   * A VPC of the team's own, with two public and two private subnets in two zones.
   *
   * @default - the default VPC
   */
  readonly vpc?: { readonly name: string; readonly cidr: string };
  /** running instances, each with a security group of its own that lets only SSH in */
  readonly instances: readonly {
    /** tag `Name` */
    readonly name: string;
    /** @default - the instance's name */
    readonly securityGroup?: string;
  }[];
  /** names of hosted zones */
  readonly zones: readonly string[];
}

/** The ids of what stands after seeding. */
export interface Seeded extends Network {
  readonly region: string;
  readonly instances: Readonly<Record<string, { readonly id: string; readonly securityGroupId: string }>>;
  readonly zones: Readonly<Record<string, string>>;
}

/** What the example finds: one instance, one zone. */
export const EXAMPLE_SEED: SeedDescription = {
  region: "eu-west-1",
  instances: [{ name: "shop-backend" }],
  zones: ["example.com"],
};

/** One of the images that moto has from the start. */
const IMAGE_ID = "ami-1e749f67";

/** Settings of an AWS SDK client against the local AWS. */
export function clientOptions({ endpoint }: { readonly endpoint: string }, region: string) {
  return { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: "test" } };
}

/** Makes what is described and not there yet; a second call changes nothing. */
export async function seed(
  world: { readonly endpoint: string },
  description: SeedDescription,
): Promise<Seeded> {
  const ec2 = new EC2Client(clientOptions(world, description.region));
  const route53 = new Route53Client(clientOptions(world, "us-east-1"));
  try {
    const network =
      description.vpc === undefined
        ? await defaultVpc(ec2)
        : await ownVpc(ec2, description.vpc, description.region);
    const [subnetId = ""] = network.publicSubnetIds;
    const instances: Record<string, { id: string; securityGroupId: string }> = {};
    for (const { name, securityGroup = name } of description.instances) {
      const securityGroupId = await group(ec2, network.vpcId, securityGroup);
      instances[name] = { id: await instance(ec2, subnetId, securityGroupId, name), securityGroupId };
    }
    const zones: Record<string, string> = {};
    for (const name of description.zones) {
      zones[name] = await zone(route53, name);
    }
    return { region: description.region, ...network, instances, zones };
  } finally {
    ec2.destroy();
    route53.destroy();
  }
}

async function group(ec2: EC2Client, vpcId: string, name: string): Promise<string> {
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: "group-name", Values: [name] },
        { Name: "vpc-id", Values: [vpcId] },
      ],
    }),
  );
  const existing = SecurityGroups[0]?.GroupId;
  if (existing !== undefined) {
    return existing;
  }
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: name, Description: `Group of ${name}`, VpcId: vpcId }),
  );
  const groupId = known(GroupId, "security group");
  const IpRanges = [{ CidrIp: "203.0.113.0/24", Description: "SSH from the office" }];
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: groupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges }],
    }),
  );
  return groupId;
}

async function instance(ec2: EC2Client, subnetId: string, groupId: string, name: string): Promise<string> {
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({
      Filters: [...tagged(name), { Name: "instance-state-name", Values: ["pending", "running"] }],
    }),
  );
  const existing: Instance | undefined = Reservations[0]?.Instances?.[0];
  if (existing?.InstanceId !== undefined) {
    return existing.InstanceId;
  }
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: IMAGE_ID,
      InstanceType: "t3.small",
      MinCount: 1,
      MaxCount: 1,
      SubnetId: subnetId,
      SecurityGroupIds: [groupId],
      TagSpecifications: [{ ResourceType: "instance", Tags: [{ Key: "Name", Value: name }] }],
    }),
  );
  return known(Instances[0]?.InstanceId, "instance");
}

async function zone(route53: Route53Client, name: string): Promise<string> {
  const { HostedZones = [] } = await route53.send(new ListHostedZonesByNameCommand({ DNSName: name }));
  const existing = HostedZones.find((candidate) => candidate.Name === `${name}.`)?.Id;
  if (existing !== undefined) {
    return bareId(existing);
  }
  const { HostedZone } = await route53.send(
    new CreateHostedZoneCommand({ Name: name, CallerReference: `seed-${name}` }),
  );
  return bareId(known(HostedZone?.Id, "hosted zone"));
}

function bareId(id: string): string {
  return id.replace("/hostedzone/", "");
}
