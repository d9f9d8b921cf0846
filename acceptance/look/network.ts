import {
  DescribeInstanceTypeOfferingsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { GetParameterCommand, type SSMClient } from "@aws-sdk/client-ssm";
import { unlessMissing } from "../../cli/recover/aws";
import { INSTANCE_TYPE } from "../stack/echo-backend";

/** https://docs.aws.amazon.com/linux/al2023/ug/ec2.html#launch-via-aws-cli */
const IMAGE = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/** Where the load balancer and the instance stand. */
export interface Network {
  /** a default subnet that gives instances a public address, in a zone that has their type; undefined where none is */
  readonly subnetId: string | undefined;
  /** of the default VPC's default subnets */
  readonly zones: number;
}

/** The region's default VPC; undefined where there is none. */
export async function lookAtNetwork(client: EC2Client): Promise<Network | undefined> {
  const isDefault = [{ Name: "is-default", Values: ["true"] }];
  const { Vpcs = [] } = await client.send(new DescribeVpcsCommand({ Filters: isDefault }));
  const id = Vpcs[0]?.VpcId;
  if (id === undefined) return undefined;
  const { Subnets = [] } = await client.send(
    new DescribeSubnetsCommand({
      Filters: [
        { Name: "vpc-id", Values: [id] },
        { Name: "default-for-az", Values: ["true"] },
      ],
    }),
  );
  const { InstanceTypeOfferings = [] } = await client.send(
    new DescribeInstanceTypeOfferingsCommand({
      LocationType: "availability-zone",
      Filters: [{ Name: "instance-type", Values: [INSTANCE_TYPE] }],
    }),
  );
  const offered = InstanceTypeOfferings.map(({ Location }) => Location);
  // Only with a public address can be seen that the instance's port is closed.
  const able = Subnets.filter(
    ({ AvailabilityZone, MapPublicIpOnLaunch }) => MapPublicIpOnLaunch && offered.includes(AvailabilityZone),
  )
    .flatMap(({ SubnetId }) => SubnetId ?? [])
    .sort();
  return { subnetId: able[0], zones: new Set(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).size };
}

/** Amazon Linux 2023 for ARM as it is today; undefined where the region has none. */
export async function lookAtImage(client: SSMClient): Promise<string | undefined> {
  const answer = client.send(new GetParameterCommand({ Name: IMAGE }));
  return (await unlessMissing(answer, undefined, "ParameterNotFound"))?.Parameter?.Value;
}
