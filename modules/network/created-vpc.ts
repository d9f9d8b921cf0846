import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Fn, type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { parseIpv4Range, subnetOf } from "./cidr";
import { NatEgress } from "./nat-egress";
import { refuse } from "./problems";
import { type SubnetPlacement, SubnetTier } from "./subnet-tier";
import type { VpcAttributes } from "./vpc";
import { SLOTS, type ZoneSlot, zoneProblems, zoneSlots } from "./zones";

/** A sixteenth of the range for each subnet: eight places for public ones, then eight for private ones. */
const SUBNET_BITS = 4;

export interface CreatedVpcProps {
  /** `Name` of the VPC, and what the names of its parts begin with; at most 200 characters */
  readonly name: string;
  /**
   * IPv4 range, /16 to /23. Every subnet has a sixteenth of it: 4091 addresses of a /16, 27 of a /23, which
   * is the least that AWS wants for a load balancer.
   *
   * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer
   */
  readonly cidr: string;
  /**
   * How many zones, 2 to 8, or which: `["eu-west-1a", "eu-west-1b"]`. A zone's letter gives its subnets their
   * address and their place in `cidr`, so that a zone comes or goes without touching the others. Counted zones
   * take the letters from a on, in the order of the region's list.
   */
  readonly zones: number | readonly string[];
  /**
   * Subnets without a route from or to the internet, one a zone
   *
   * @default false
   */
  readonly privateSubnets?: boolean;
  /**
   * One NAT gateway as the way out of the private subnets, in the zone of the lowest letter. It costs more than
   * the rest of the network, and its zone is a single point of failure for what goes out. It is replaced, and
   * nothing goes out meanwhile, when that zone goes or one of a lower letter comes.
   *
   * https://aws.amazon.com/vpc/pricing/
   *
   * @default false
   */
  readonly nat?: boolean;
  /**
   * A range of Amazon's IPv6 addresses for the public subnets, as a dualstack load balancer needs it
   *
   * @default false
   */
  readonly ipv6?: boolean;
  /**
   * Ids of zones that are not counted, and in which a plan with a subnet is refused, such as those in which CloudFront
   * makes no VPC origin
   *
   * @default none
   */
  readonly excludedZoneIds?: readonly string[];
  /**
   * Whether CloudFront is to make VPC origins in the private subnets: they count as ready once the internet gateway
   * is attached, without which it makes none
   *
   * @default false
   */
  readonly vpcOrigins?: boolean;
  /**
   * Refuse every plan that would destroy the VPC or a subnet
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/**
 * A VPC with public subnets, and private ones where something needs them. Its default security group is
 * closed: what names no group of its own is reachable by nothing.
 *
 * @example
 * new CreatedVpc(this, "network", { name: "shop-production", cidr: "10.20.0.0/16", zones: 2 });
 */
export class CreatedVpc extends Construct implements VpcAttributes {
  readonly vpcId: string;
  readonly publicSubnetIds: string[];
  readonly privateSubnetIds: string[];
  /** the address from which private subnets call out; undefined without `nat` */
  readonly natPublicIp: string | undefined;
  /** the routes to the internet */
  readonly waysOut: readonly ITerraformDependable[];

  private readonly props: Required<CreatedVpcProps>;
  private readonly routes: Route[] = [];

  constructor(scope: Construct, id: string, props: CreatedVpcProps) {
    super(scope, id);
    const { privateSubnets = false, nat = false, ipv6 = false, preventDestroy = false } = props;
    const { excludedZoneIds = [], vpcOrigins = false } = props;
    this.props = { ...props, privateSubnets, nat, ipv6, excludedZoneIds, vpcOrigins, preventDestroy };
    refuse(this, problemsOf(this.props));

    const vpc = this.createVpc();
    this.closeDefaultGroup(vpc);
    const internet = new InternetGateway(this, "internet", { vpcId: vpc.id, tags: { Name: props.name } });
    const zones = zoneSlots(this, props.zones, excludedZoneIds);
    const publicTier = this.createPublicTier(vpc, internet, zones);
    const privateTier = privateSubnets ? this.createPrivateTier(vpc, internet, zones) : undefined;

    this.vpcId = vpc.id;
    this.publicSubnetIds = publicTier.subnetIds;
    this.privateSubnetIds = privateTier?.subnetIds ?? [];
    this.natPublicIp = privateTier && nat ? this.createNat(internet, publicTier, privateTier) : undefined;
    this.waysOut = this.routes;
  }

  private createVpc(): Vpc {
    const { name, cidr, ipv6, preventDestroy } = this.props;
    return new Vpc(this, "Resource", {
      cidrBlock: cidr,
      assignGeneratedIpv6CidrBlock: ipv6 || undefined,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
      lifecycle: preventDestroy ? { preventDestroy } : undefined,
    });
  }

  /** Empty lists, not absent ones: with those Terraform would not see a rule that someone adds later. */
  private closeDefaultGroup(vpc: Vpc): void {
    const tags = { Name: `${this.props.name}-closed` };
    const group = new DefaultSecurityGroup(this, "default", { vpcId: vpc.id, tags });
    group.addOverride("ingress", []);
    group.addOverride("egress", []);
  }

  /**
   * The subnets wait for the internet gateway: AWS refuses an internet-facing load balancer in a VPC that
   * has none, and the subnets are all that a load balancer refers to.
   */
  private createPublicTier(vpc: Vpc, internet: InternetGateway, zones: readonly ZoneSlot[]): SubnetTier {
    const { ipv6 } = this.props;
    const placements = zones.map((zone) => ({
      ...this.place(zone, 0),
      ipv6CidrBlock: ipv6 ? Fn.cidrsubnet(vpc.ipv6CidrBlock, 8, zone.slot) : undefined,
    }));
    const tier = this.createTier("public", vpc, placements, [internet]);
    const route = { routeTableId: tier.routeTableId, gatewayId: internet.id };
    this.routes.push(new Route(tier, "ipv4", { ...route, destinationCidrBlock: "0.0.0.0/0" }));
    if (ipv6) {
      this.routes.push(new Route(tier, "ipv6", { ...route, destinationIpv6CidrBlock: "::/0" }));
    }
    return tier;
  }

  private createPrivateTier(vpc: Vpc, internet: InternetGateway, zones: readonly ZoneSlot[]): SubnetTier {
    return this.createTier(
      "private",
      vpc,
      zones.map((zone) => this.place(zone, SLOTS)),
      this.props.vpcOrigins ? [internet] : undefined,
    );
  }

  private createTier(
    kind: "public" | "private",
    vpc: Vpc,
    placements: readonly SubnetPlacement[],
    dependsOn?: InternetGateway[],
  ): SubnetTier {
    const { name, zones, excludedZoneIds, preventDestroy } = this.props;
    return new SubnetTier(this, kind, {
      vpcId: vpc.id,
      name: `${name}-${kind}`,
      placements,
      followsRegion: typeof zones === "number",
      excludedZoneIds,
      preventDestroy,
      dependsOn,
    });
  }

  private place({ key, slot, availabilityZone }: ZoneSlot, firstSlot: number): SubnetPlacement {
    const cidrBlock = subnetOf(this.props.cidr, SUBNET_BITS, firstSlot + slot);
    return { key, availabilityZone, cidrBlock };
  }

  /** @returns the address that calls from the private subnets come from */
  private createNat(internetGateway: InternetGateway, from: SubnetTier, to: SubnetTier): string {
    const [subnetId = ""] = from.subnetIds;
    const nat = new NatEgress(this, "nat", { name: `${this.props.name}-nat`, subnetId, internetGateway });
    const route = { routeTableId: to.routeTableId, natGatewayId: nat.natGatewayId };
    this.routes.push(new Route(to, "ipv4", { ...route, destinationCidrBlock: "0.0.0.0/0" }));
    return nat.publicIp;
  }
}

function problemsOf({ name, cidr, zones, privateSubnets, nat }: Required<CreatedVpcProps>): string[] {
  const problems: string[] = [];
  if (!Token.isUnresolved(name) && (name.trim() === "" || name.length > 200)) {
    problems.push(`\`name\` must have 1 to 200 characters, got: ${name || "none"}`);
  }
  const range = parseIpv4Range(cidr);
  if (range === undefined || range.prefix < 16 || range.prefix > 23) {
    const got = Token.isUnresolved(cidr) ? "a token" : cidr;
    problems.push(`\`cidr\` must be an IPv4 range like 10.20.0.0/16, from /16 to /23, got: ${got}`);
  }
  problems.push(...zoneProblems(zones));
  if (nat && !privateSubnets) {
    problems.push("`nat` must come with `privateSubnets: true`, got: privateSubnets false");
  }
  return problems;
}
