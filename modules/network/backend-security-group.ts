import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { Construct } from "constructs";
import { descriptionProblems, groupNamePrefixProblems, idProblems, refuse } from "./problems";

export interface BackendSecurityGroupProps {
  /** what the group's name begins with; Terraform adds a unique ending */
  readonly namePrefix: string;
  readonly vpcId: string;
  /** AWS cannot change it: another text is another group */
  readonly description: string;
}

/**
 * A closed security group for backends that something else starts. It lets nothing in or out;
 * `BackendAccess` admits the load balancer, and what the backends call comes with a group of their own.
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

  constructor(scope: Construct, id: string, props: BackendSecurityGroupProps) {
    super(scope, id);
    const { namePrefix, vpcId, description } = props;
    refuse(this, [
      ...groupNamePrefixProblems("namePrefix", namePrefix),
      ...idProblems("vpcId", vpcId, "vpc"),
      ...descriptionProblems("description", description),
    ]);
    const lifecycle = { createBeforeDestroy: true };
    this.securityGroupId = new SecurityGroup(this, "Resource", {
      namePrefix,
      vpcId,
      description,
      lifecycle,
    }).id;
  }
}
