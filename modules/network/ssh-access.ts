import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { idProblems, refuse } from "./problems";

/** Port 22, by the range that calls it: what is this wide or wider is nobody's own network. */
const TOO_WIDE = { ipv4: 8, ipv6: 32 } as const;

export interface SshAccessProps {
  /** the group of the instance; Terraform may fill it in when it plans */
  readonly securityGroupId: string;
  /** who may call port 22: IPv4 ranges of /8 or narrower, IPv6 ranges of /32 or narrower */
  readonly from: readonly string[];
}

/**
 * SSH into an instance from some networks, one rule each, beside the rules that its group has already. The whole
 * internet is refused, also in halves.
 *
 * @example
 * new SshAccess(this, "ssh", { securityGroupId: instance.securityGroupId, from: ["203.0.113.0/24"] });
 */
export class SshAccess extends Construct {
  constructor(scope: Construct, id: string, { securityGroupId, from }: SshAccessProps) {
    super(scope, id);
    refuse(this, [
      ...idProblems("securityGroupId", securityGroupId, "sg"),
      ...(from.length === 0 ? ["`from` must have one network at least, got: none"] : []),
      ...from.flatMap(networkProblems),
    ]);
    const ipv6 = from.filter(isIpv6);
    const ipv4 = from.filter((network) => !isIpv6(network));
    if (ipv4.length > 0) {
      this.admit("Resource", securityGroupId, ipv4, (cidrIpv4) => ({ cidrIpv4 }));
    }
    if (ipv6.length > 0) {
      this.admit("ipv6", securityGroupId, ipv6, (cidrIpv6) => ({ cidrIpv6 }));
    }
  }

  /** The key of each rule is its network: one more, or one less, leaves the others as they are. */
  private admit(
    id: string,
    securityGroupId: string,
    networks: string[],
    peer: (network: string) => { readonly cidrIpv4: string } | { readonly cidrIpv6: string },
  ): void {
    const each = TerraformIterator.fromList(networks);
    const network = Token.asString(each.value);
    new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId,
      ipProtocol: "tcp",
      fromPort: 22,
      toPort: 22,
      ...peer(network),
      description: `SSH from ${network}`,
      forEach: each,
    });
  }
}

function isIpv6(network: string): boolean {
  return network.includes(":");
}

function networkProblems(network: string): string[] {
  if (Token.isUnresolved(network)) {
    return ["`from` must be known at synth, so that it is known to be narrow, got: a token"];
  }
  const [, length] = /^[0-9a-fA-F.:]+\/(\d{1,3})$/.exec(network) ?? [];
  const narrowest = isIpv6(network) ? TOO_WIDE.ipv6 : TOO_WIDE.ipv4;
  return length === undefined || Number(length) < narrowest
    ? [`\`from\` must be networks of /${narrowest} or narrower, got: ${network}`]
    : [];
}
