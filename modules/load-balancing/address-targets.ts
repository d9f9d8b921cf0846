import { isIPv4 } from "node:net";
import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { rangeProblems, refuse, repeated } from "./problems";
import { hostName } from "./rule-names";

export interface AddressTargetsProps {
  /** of a group whose `targetType` is `ip` */
  readonly targetGroupArn: string;
  /** private IPv4 addresses */
  readonly addresses: readonly string[];
  /**
   * whether the addresses lie outside the group's VPC, behind a peering, a VPN or Direct Connect
   *
   * @default false
   */
  readonly outsideVpc?: boolean;
  /**
   * the port that these serve on
   *
   * @default that of the group
   */
  readonly port?: number;
}

/**
 * Registers addresses, each at an address that ends in it: `..._10_0_1_5`.
 *
 * @example
 * new AddressTargets(group.registrations, "Resource", { targetGroupArn: group.arn, addresses: ["10.0.1.5"] });
 */
export class AddressTargets extends Construct {
  /** for what has to wait until targets are registered */
  readonly attachments: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: AddressTargetsProps) {
    super(scope, id);
    const { targetGroupArn, addresses, outsideVpc = false, port } = props;
    refuse(this, [...addressProblems(addresses), ...rangeProblems("port", port, 1, 65_535)]);

    this.attachments = addresses.map(
      (address) =>
        new LbTargetGroupAttachment(this, hostName(address), {
          targetGroupArn,
          targetId: address,
          port,
          // AWS finds the zone of an address in the VPC itself, and of no other.
          ...(outsideVpc && { availabilityZone: "all" }),
          lifecycle: { createBeforeDestroy: true },
        }),
    );
  }
}

function addressProblems(addresses: readonly string[]): string[] {
  if (addresses.length === 0) {
    return ["`addresses` must name at least one address, got: none"];
  }
  return [
    ...addresses
      .filter((address) => !isIPv4(address))
      .map((address) => {
        const found = Token.isUnresolved(address) ? "a token" : address;
        return `\`addresses\` must be IPv4 addresses known before Terraform runs, got: ${found}`;
      }),
    ...repeated(addresses).map(
      (address) => `\`addresses\` must have each address once, got twice: ${address}`,
    ),
  ];
}
