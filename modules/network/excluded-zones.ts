import { DataAwsSubnet } from "@cdktf/provider-aws/lib/data-aws-subnet";
import { Fn, Op, type Postcondition, TerraformIterator, TerraformSelf } from "cdktf";
import { Construct } from "constructs";

/** What a subnet, made or read, must hold: its zone is none of these. Nothing where none is excluded. */
export function excludedZone(zoneIds: readonly string[]): Postcondition[] {
  if (zoneIds.length === 0) {
    return [];
  }
  return [
    {
      condition: Op.not(Fn.contains([...zoneIds], TerraformSelf.getString("availability_zone_id"))),
      errorMessage:
        `This subnet lies in the zone ${zoneIds.join(" or ")}, in which CloudFront makes no VPC origin. ` +
        "Take a subnet in another zone: `aws ec2 describe-subnets` prints the AvailabilityZoneId of each.",
    },
  ];
}

export interface SubnetZonesProps {
  /** subnets whose ids Terraform knows when it plans */
  readonly subnetIds: readonly string[];
  /** ids of zones in which none of them may lie */
  readonly excludedZoneIds: readonly string[];
}

/**
 * Refuses a plan where a subnet that stands already lies in one of these zones.
 *
 * @example
 * new SubnetZones(stack, "private_subnets", { subnetIds, excludedZoneIds: ["use1-az3"] });
 */
export class SubnetZones extends Construct {
  constructor(scope: Construct, id: string, { subnetIds, excludedZoneIds }: SubnetZonesProps) {
    super(scope, id);
    const each = TerraformIterator.fromList([...subnetIds]);
    new DataAwsSubnet(this, "Resource", {
      forEach: each,
      id: `${each.value}`,
      lifecycle: { postcondition: excludedZone(excludedZoneIds) },
    });
  }
}
