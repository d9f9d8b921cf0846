import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import { Fn, Op, TerraformSelf, Token } from "cdktf";
import { Construct } from "constructs";
import { InstanceGroups, STANDING } from "./instance-groups";
import { idProblems, refuse } from "./problems";

export interface InstanceSecurityGroupProps {
  /** an instance that stands already, in the provider's region and account */
  readonly instanceId: string;
}

/**
 * The security group that an existing instance is in, when it is in exactly one. The instance is looked up in a
 * list, so that `terraform destroy` still works once it is gone.
 *
 * @example
 * const instance = new InstanceSecurityGroup(this, "api", { instanceId: "i-0f1e2d3c4b5a69788" });
 */
export class InstanceSecurityGroup extends Construct {
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, { instanceId }: InstanceSecurityGroupProps) {
    super(scope, id);
    refuse(this, idProblems("instanceId", instanceId, "i"));
    const found = new DataAwsInstances(this, "Resource", {
      filter: [{ name: "instance-id", values: [instanceId] }],
      instanceStateNames: STANDING,
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(Fn.lengthOf(TerraformSelf.getAny("ids")), 1),
            errorMessage: `There is no instance ${instanceId} in this account and region, or it is terminated.`,
          },
        ],
      },
    });
    const groups = new InstanceGroups(found, "Resource", found.ids);
    this.securityGroupId = Token.asString(Fn.one(groups.securityGroupIds));
  }
}
