import { DataAwsAvailabilityZones } from "@cdktf/provider-aws/lib/data-aws-availability-zones";
import { DataAwsSubnets } from "@cdktf/provider-aws/lib/data-aws-subnets";
import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Fn, Op, TerraformSelf } from "cdktf";
import { Construct } from "constructs";
import type { VpcAttributes } from "./vpc";

export interface DefaultVpcProps {
  /**
   * Ids of zones whose subnet is left out, such as those in which CloudFront makes no VPC origin
   *
   * @default none
   */
  readonly excludedZoneIds?: readonly string[];
}

/**
 * The region's default VPC with its default subnets, as every AWS account has it. It is only read.
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc.html
 *
 * @example
 * const network = new DefaultVpc(this, "network"); // data.aws_vpc.network, data.aws_subnets.network
 */
export class DefaultVpc extends Construct implements VpcAttributes {
  readonly vpcId: string;
  /** the default subnets, one in each zone; a plan that finds fewer than two is refused */
  readonly publicSubnetIds: string[];
  /** always empty: a default VPC has public subnets only */
  readonly privateSubnetIds: string[] = [];

  constructor(scope: Construct, id: string, { excludedZoneIds = [] }: DefaultVpcProps = {}) {
    super(scope, id);
    const vpc = new DataAwsVpc(this, "Resource", { default: true });
    this.vpcId = vpc.id;
    this.publicSubnetIds = this.readSubnets(vpc, excludedZoneIds).ids;
  }

  /** `default-for-az` leaves out subnets that someone added, which may be private or share a zone. */
  private readSubnets(vpc: DataAwsVpc, excludedZoneIds: readonly string[]): DataAwsSubnets {
    return new DataAwsSubnets(vpc, "Resource", {
      filter: [
        { name: "vpc-id", values: [vpc.id] },
        { name: "default-for-az", values: ["true"] },
        ...(excludedZoneIds.length > 0
          ? [{ name: "availability-zone", values: this.zonesBut(excludedZoneIds) }]
          : []),
      ],
      lifecycle: {
        postcondition: [
          {
            condition: Op.gte(Fn.lengthOf(TerraformSelf.getAny("ids")), 2),
            errorMessage:
              "A load balancer needs subnets in two zones, and the default VPC of this region has default subnets in fewer. Create them with `aws ec2 create-default-subnet --availability-zone ZONE`, or use a VPC of your own.",
          },
        ],
      },
    });
  }

  /** By name, which only this account's AWS can tell of an id. */
  private zonesBut(excludedZoneIds: readonly string[]): string[] {
    return new DataAwsAvailabilityZones(this, "zones", {
      excludeZoneIds: [...excludedZoneIds],
      filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    }).names;
  }
}
