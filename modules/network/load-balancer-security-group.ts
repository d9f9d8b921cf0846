import { DataAwsEc2ManagedPrefixList } from "@cdktf/provider-aws/lib/data-aws-ec2-managed-prefix-list";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import {
  VpcSecurityGroupIngressRule,
  type VpcSecurityGroupIngressRuleConfig,
} from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { declare, ownGroup } from "../declared";
import { groupNamePrefixProblems, idProblems, refuse } from "./problems";

/**
 * CloudFront's servers that call origins, kept current by AWS. It counts as 55 of the 60 rules that a group
 * may have, so a group takes it once; the IPv6 list counts as much again.
 *
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html
 */
const CLOUDFRONT_ORIGIN_FACING = "com.amazonaws.global.cloudfront.origin-facing";

/** AWS replaces a group whose description changes. */
const DESCRIPTION = "Load balancer: who may reach it, and which backends it may reach";

export interface LoadBalancerSecurityGroupProps {
  /** what the group's name begins with; Terraform adds a unique ending */
  readonly namePrefix: string;
  readonly vpcId: string;
  /**
   * who may call: CloudFront's servers, or everyone; with `private` CloudFront's servers from within the VPC, by the
   * same list, since the group of a VPC origin exists only once there is one
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
   */
  readonly exposure: "cloudfront" | "private" | "internet";
  /**
   * Open port 80 too, for a redirect to HTTPS; only where the exposure is `internet`
   *
   * @default false
   */
  readonly http?: boolean;
  /**
   * The load balancer speaks IPv6, so callers from `::/0` are let in where the exposure is `internet`.
   * CloudFront calls an origin over IPv4 unless it is told otherwise, and is let in over IPv4 only.
   *
   * @default false
   */
  readonly ipv6?: boolean;
}

/**
 * The security group of a load balancer: who may call it. It lets nothing out; `BackendAccess` adds the way
 * to each backend.
 *
 * @example
 * new LoadBalancerSecurityGroup(this, "public", {
 *   namePrefix: "shop-production-public-",
 *   vpcId: network.vpcId,
 *   exposure: "cloudfront",
 * });
 */
export class LoadBalancerSecurityGroup extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: LoadBalancerSecurityGroupProps) {
    super(scope, id);
    const { namePrefix, vpcId, exposure, http = false, ipv6 = false } = props;
    refuse(this, [
      ...groupNamePrefixProblems("namePrefix", namePrefix),
      ...idProblems("vpcId", vpcId, "vpc"),
      ...(http && exposure !== "internet"
        ? [`\`http\` must be left out unless \`exposure\` is internet, got: exposure ${exposure}`]
        : []),
    ]);
    this.securityGroupId = this.createGroup(namePrefix, vpcId);
    if (exposure === "internet") {
      this.admitEveryone("https", 443, ipv6);
    } else {
      this.admitCloudfront();
    }
    if (http) {
      this.admitEveryone("http", 80, ipv6);
    }
  }

  private createGroup(namePrefix: string, vpcId: string): string {
    const lifecycle = { createBeforeDestroy: true };
    const group = new SecurityGroup(this, "Resource", {
      namePrefix,
      vpcId,
      description: DESCRIPTION,
      lifecycle,
    });
    ownGroup(group);
    return group.id;
  }

  private admitCloudfront(): void {
    const list = new DataAwsEc2ManagedPrefixList(this, "cloudfront", { name: CLOUDFRONT_ORIGIN_FACING });
    this.admit("https", 443, { prefixListId: list.id, description: "HTTPS from CloudFront" });
  }

  private admitEveryone(name: string, port: number, ipv6: boolean): void {
    const what = name.toUpperCase();
    this.admit(name, port, { cidrIpv4: "0.0.0.0/0", description: `${what} from everyone over IPv4` });
    if (ipv6) {
      this.admit(`${name}_ipv6`, port, { cidrIpv6: "::/0", description: `${what} from everyone over IPv6` });
    }
  }

  /** A rule whose peer changes its kind is replaced: the new one comes first, so that no call is refused. */
  private admit(
    id: string,
    port: number,
    peer: Pick<VpcSecurityGroupIngressRuleConfig, "prefixListId" | "cidrIpv4" | "cidrIpv6" | "description">,
  ): void {
    const rule = new VpcSecurityGroupIngressRule(this, id, {
      securityGroupId: this.securityGroupId,
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
      ...peer,
      lifecycle: { createBeforeDestroy: true },
    });
    const from = peer.cidrIpv4 ?? peer.cidrIpv6 ?? CLOUDFRONT_ORIGIN_FACING;
    declare(rule, "world-ingress", `tcp/${port} from ${from}`);
  }
}
