import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { ownGroup } from "../declared";
import { descriptionProblems, groupNamePrefixProblems, idProblems, portProblems, refuse } from "./problems";

export interface BackendSecurityGroupProps {
  /** what the group's name begins with; Terraform adds a unique ending */
  readonly namePrefix: string;
  readonly vpcId: string;
  /** AWS cannot change it: another text is another group */
  readonly description: string;
  /**
   * TCP ports that the backends may call anywhere over IPv4: 443 for most packages and for Session Manager
   *
   * @default none
   */
  readonly outboundPorts?: readonly number[];
}

/**
 * A closed security group for backends that the same stack or something else starts. It lets nothing in, and out what
 * it is told to; `BackendAccess` admits the load balancer, and what else the backends call comes with a group of their
 * own.
 *
 * @example
 * new BackendSecurityGroup(this, "api", {
 *   namePrefix: "shop-production-api-",
 *   vpcId: network.vpcId,
 *   description: "Backend api: reached by the load balancer only",
 * });
 */
export class BackendSecurityGroup extends Construct {
  readonly securityGroupId: string;
  /** for what calls out as soon as it is there */
  readonly waysOut: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: BackendSecurityGroupProps) {
    super(scope, id);
    const { namePrefix, vpcId, description, outboundPorts = [] } = props;
    refuse(this, [
      ...groupNamePrefixProblems("namePrefix", namePrefix),
      ...idProblems("vpcId", vpcId, "vpc"),
      ...descriptionProblems("description", description),
      ...outboundPorts.flatMap((port) => portProblems("outboundPorts", port)),
    ]);
    const lifecycle = { createBeforeDestroy: true };
    const group = new SecurityGroup(this, "Resource", { namePrefix, vpcId, description, lifecycle });
    ownGroup(group);
    this.securityGroupId = group.id;
    this.waysOut = outboundPorts.map(
      (port) =>
        new VpcSecurityGroupEgressRule(this, `out_${port}`, {
          securityGroupId: this.securityGroupId,
          cidrIpv4: "0.0.0.0/0",
          ipProtocol: "tcp",
          fromPort: port,
          toPort: port,
          description: `Backends to port ${port} of anyone over IPv4`,
        }),
    );
  }
}
