import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Fn, type ITerraformDependable, Op, type TerraformResourceLifecycle, TerraformSelf } from "cdktf";
import { Construct } from "constructs";
import { excludedZone } from "./excluded-zones";

/** Where one subnet of a tier stands. */
export interface SubnetPlacement {
  /** the last word of its address */
  readonly key: string;
  readonly availabilityZone: string;
  readonly cidrBlock: string;
  /** @default IPv4 only */
  readonly ipv6CidrBlock?: string;
}

export interface SubnetTierProps {
  readonly vpcId: string;
  /** `Name` of the route table; a subnet's is `<name>-<key>` */
  readonly name: string;
  readonly placements: readonly SubnetPlacement[];
  /** the zones come from a list of the region's, which may change: a subnet stays where it was made */
  readonly followsRegion: boolean;
  /** ids of zones in which no subnet may be */
  readonly excludedZoneIds: readonly string[];
  /** refuse every plan that would destroy a subnet */
  readonly preventDestroy: boolean;
  /**
   * what must be there before a subnet counts as ready
   *
   * @default nothing
   */
  readonly dependsOn?: ITerraformDependable[];
}

/** Subnets, one a zone, that share one route table. Routes are the caller's. */
export class SubnetTier extends Construct {
  readonly subnetIds: string[];
  readonly routeTableId: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: SubnetTierProps,
  ) {
    super(scope, id);
    const { vpcId, name } = props;
    const table = new RouteTable(this, "Resource", { vpcId, tags: { Name: name } });
    const subnets: Subnet[] = [];
    for (const placement of props.placements) {
      subnets.push(this.createSubnet(placement, table, subnets));
    }
    this.subnetIds = subnets.map((subnet) => subnet.id);
    this.routeTableId = table.id;
  }

  private createSubnet(placement: SubnetPlacement, table: RouteTable, before: readonly Subnet[]): Subnet {
    const { key, availabilityZone, cidrBlock, ipv6CidrBlock } = placement;
    const { vpcId, name, dependsOn } = this.props;
    const subnet = new Subnet(this, key, {
      vpcId,
      availabilityZone,
      cidrBlock,
      ipv6CidrBlock,
      mapPublicIpOnLaunch: false,
      tags: { Name: `${name}-${key}` },
      dependsOn,
      lifecycle: this.lifecycle(before),
    });
    new RouteTableAssociation(subnet, "Resource", { subnetId: subnet.id, routeTableId: table.id });
    return subnet;
  }

  /**
   * When the region has gained a zone, the list may offer a new subnet the zone of an older one: a load
   * balancer takes one subnet a zone, so such a plan is refused while it is a plan.
   */
  private lifecycle(before: readonly Subnet[]): TerraformResourceLifecycle {
    const { preventDestroy, followsRegion, excludedZoneIds } = this.props;
    const postconditions = [
      ...(followsRegion && before.length > 0 ? [notIn(before)] : []),
      ...excludedZone(excludedZoneIds),
    ];
    return {
      preventDestroy: preventDestroy || undefined,
      ignoreChanges: followsRegion ? ["availability_zone"] : undefined,
      postcondition: postconditions.length > 0 ? postconditions : undefined,
    };
  }
}

function notIn(before: readonly Subnet[]) {
  const zonesBefore = before.map((subnet) => subnet.availabilityZone);
  return {
    condition: Op.not(Fn.contains(zonesBefore, TerraformSelf.getString("availability_zone"))),
    errorMessage:
      "The region's list of zones has changed, and this subnet would share a zone with another. Name the zones instead of counting them: the first ones as the existing subnets have them.",
  };
}
