import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Fn, type ITerraformIterator, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { parseIpv4Range } from "./cidr";
import { idProblems, portProblems, refuse } from "./problems";

export interface BackendAccessProps {
  readonly loadBalancerSecurityGroupId: string;
  /** the port of traffic or of health checks; each needs an access of its own */
  readonly port: number;
  /**
   * Groups of backends whose ids Terraform knows when it plans: written out, or read by a data source
   *
   * @default none
   */
  readonly groups?: readonly string[];
  /**
   * Lists of such ids, as `TaggedInstances` gives them
   *
   * @default none
   */
  readonly groupLists?: readonly (readonly string[])[];
  /**
   * Groups that the same apply creates, by a word that names each in its rules' addresses
   *
   * @default none
   */
  readonly ownGroups?: Readonly<Record<string, string>>;
  /**
   * IPv4 addresses of backends. Whether the backend lets the load balancer in is for its owner to see to.
   *
   * @default none
   */
  readonly addresses?: readonly string[];
}

/**
 * The way from a load balancer to its backends on one port: one rule out of the load balancer's group, and one
 * into each backend's. A group that several backends share gets one rule, since AWS refuses a second, so a
 * port takes one access, whatever the number of backends behind it.
 *
 * @example
 * new BackendAccess(this, "public_8000", { // aws_vpc_security_group_ingress_rule.public_8000["sg-..."]
 *   loadBalancerSecurityGroupId: loadBalancerGroup.securityGroupId,
 *   port: 8000,
 *   groups: [instance.securityGroupId],
 * });
 */
export class BackendAccess extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: BackendAccessProps,
  ) {
    super(scope, id);
    const { groups = [], groupLists = [], ownGroups = {}, addresses = [] } = props;
    refuse(this, [
      ...idProblems("loadBalancerSecurityGroupId", props.loadBalancerSecurityGroupId, "sg"),
      ...portProblems("port", props.port),
      ...groups.flatMap((group) => idProblems("groups", group, "sg")),
      ...groupLists.flatMap(listProblems),
      ...ownGroupProblems(ownGroups),
      ...addresses.flatMap(addressProblems),
      ...peerProblems(groups, groupLists, Object.keys(ownGroups), addresses),
    ]);
    if (groups.length + groupLists.length > 0) {
      const known = TerraformIterator.fromList(Fn.compact(Fn.flatten([...groups, ...groupLists])));
      this.connect(this, "Resource", Token.asString(known.value), known);
    }
    for (const [key, group] of Object.entries(ownGroups)) {
      this.connect(this, key, group);
    }
    if (addresses.length > 0) {
      this.letOut(addresses);
    }
  }

  /** The rule into the backend's group is a child of the rule out, so that both bear one name. */
  private connect(scope: Construct, id: string, group: string, forEach?: ITerraformIterator): void {
    const { loadBalancerSecurityGroupId, port } = this.props;
    const ports = { ipProtocol: "tcp", fromPort: port, toPort: port };
    const out = new VpcSecurityGroupEgressRule(scope, id, {
      securityGroupId: loadBalancerSecurityGroupId,
      referencedSecurityGroupId: group,
      description: `Load balancer to backends on port ${port}`,
      ...ports,
      forEach,
    });
    new VpcSecurityGroupIngressRule(out, "Resource", {
      securityGroupId: group,
      referencedSecurityGroupId: loadBalancerSecurityGroupId,
      description: `Port ${port} from the load balancer`,
      ...ports,
      forEach,
    });
  }

  private letOut(addresses: readonly string[]): void {
    const { loadBalancerSecurityGroupId, port } = this.props;
    const each = TerraformIterator.fromList([...addresses]);
    new VpcSecurityGroupEgressRule(this, "address", {
      securityGroupId: loadBalancerSecurityGroupId,
      cidrIpv4: `${each.value}/32`,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      description: `Load balancer to a backend address on port ${port}`,
      forEach: each,
    });
  }
}

/** A list that Terraform fills in later hides its ids. */
function listProblems(list: readonly string[]): string[] {
  return Token.isUnresolved(list) ? [] : list.flatMap((group) => idProblems("groupLists", group, "sg"));
}

/** The word is part of a Terraform address; `address` is what rules to addresses are called. */
function ownGroupProblems(ownGroups: Readonly<Record<string, string>>): string[] {
  const groups = Object.values(ownGroups);
  return [
    ...Object.entries(ownGroups).flatMap(([key, group]) => idProblems(`ownGroups.${key}`, group, "sg")),
    ...Object.keys(ownGroups)
      .filter((key) => !/^[a-z][a-z0-9_]*$/.test(key) || key === "address")
      .map((key) => `\`ownGroups\` must have lower-case words but "address" as keys, got: ${key}`),
    ...(new Set(groups).size < groups.length
      ? [`\`ownGroups\` must name each group once, got: ${Object.keys(ownGroups).join(", ")}`]
      : []),
  ];
}

function addressProblems(address: string): string[] {
  return Token.isUnresolved(address) || parseIpv4Range(`${address}/32`) !== undefined
    ? []
    : [`\`addresses\` must be IPv4 addresses like 10.0.1.5, got: ${address}`];
}

function peerProblems(...peers: readonly (readonly unknown[])[]): string[] {
  return peers.some((list) => list.length > 0)
    ? []
    : ["one of `groups`, `groupLists`, `ownGroups` and `addresses` must name a backend, got: none"];
}
