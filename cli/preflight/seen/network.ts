import {
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
  type Subnet,
} from "@aws-sdk/client-ec2";
import type { Environment } from "../../../config/environment";
import type { Clients } from "../../aws/clients";
import { NotSeen } from "../check";

export interface SubnetSeen {
  readonly id: string;
  /** `eu-west-1a`, which is another zone in another account */
  readonly zone: string;
  /** `euw1-az2`, the same zone in every account */
  readonly zoneId: string;
  readonly vpcId: string;
  readonly freeAddresses: number;
}

/** The VPC of the load balancer and the subnets that it stands in. */
export type NetworkSeen =
  | {
      readonly kind: "found";
      readonly vpcId: string;
      readonly subnets: readonly SubnetSeen[];
      readonly missing: readonly string[];
    }
  /** the environment makes it: there is nothing to look at yet */
  | { readonly kind: "made" }
  | { readonly kind: "missing"; readonly why: string };

/** @throws NotSeen where another state tells */
export async function lookAtNetwork(clients: Clients, environment: Environment): Promise<NetworkSeen> {
  const { network, region, loadBalancer } = environment;
  const client = clients.ec2(region);
  switch (network.type) {
    case "create":
      return { kind: "made" };
    case "remoteState":
      throw new NotSeen("which VPC it is stands in another Terraform state, which is read by plan");
    case "default":
      return defaultNetwork(client, region);
    case "existing": {
      // A load balancer without a public address stands in the private ones, where some are named.
      const isPrivate = loadBalancer.exposure === "private" && network.privateSubnetIds.length > 0;
      return ownNetwork(
        client,
        network.vpcId,
        isPrivate ? network.privateSubnetIds : network.publicSubnetIds,
      );
    }
  }
}

async function defaultNetwork(client: EC2Client, region: string): Promise<NetworkSeen> {
  const { Vpcs = [] } = await client.send(
    new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
  );
  const vpcId = Vpcs[0]?.VpcId;
  if (vpcId === undefined) {
    return { kind: "missing", why: `${region} has no default VPC` };
  }
  const subnets = await subnetsBy(client, [
    { Name: "vpc-id", Values: [vpcId] },
    { Name: "default-for-az", Values: ["true"] },
  ]);
  return { kind: "found", vpcId, subnets, missing: [] };
}

async function ownNetwork(client: EC2Client, vpcId: string, ids: readonly string[]): Promise<NetworkSeen> {
  const filter = [{ Name: "vpc-id", Values: [vpcId] }];
  const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({ Filters: filter }));
  if (Vpcs.length === 0) {
    return { kind: "missing", why: `no VPC ${vpcId} in this account and region` };
  }
  const subnets = await subnetsBy(client, [{ Name: "subnet-id", Values: [...ids] }]);
  const missing = ids.filter((id) => !subnets.some((subnet) => subnet.id === id));
  return { kind: "found", vpcId, subnets, missing };
}

/** By filter rather than by id: one that is gone is no error. */
async function subnetsBy(client: EC2Client, Filters: Filter[]): Promise<SubnetSeen[]> {
  const { Subnets = [] } = await client.send(new DescribeSubnetsCommand({ Filters }));
  return Subnets.map(subnetOf).sort((a, b) => (a.zone + a.id < b.zone + b.id ? -1 : 1));
}

function subnetOf(subnet: Subnet): SubnetSeen {
  const { SubnetId = "", AvailabilityZone = "", AvailabilityZoneId = "", VpcId = "" } = subnet;
  return {
    id: SubnetId,
    zone: AvailabilityZone,
    zoneId: AvailabilityZoneId,
    vpcId: VpcId,
    freeAddresses: subnet.AvailableIpAddressCount ?? 0,
  };
}
