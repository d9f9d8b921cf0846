import { DataAwsInstance } from "@cdktf/provider-aws/lib/data-aws-instance";
import { Fn, Op, TerraformIterator, TerraformSelf, Token } from "cdktf";
import { Construct } from "constructs";

/** Every state but those of an instance that is gone: a stopped backend comes back. */
export const STANDING = ["pending", "running", "stopping", "stopped"];

/**
 * The security group of each of some instances. A plan that finds an instance in several is refused, since
 * only its owner knows which of them is to admit a load balancer.
 */
export class InstanceGroups extends Construct {
  /** a list that Terraform fills in when it plans; instances that share a group repeat it */
  readonly securityGroupIds: string[];

  /** @param instanceIds a list that Terraform fills in when it plans */
  constructor(scope: Construct, id: string, instanceIds: string[]) {
    super(scope, id);
    const each = TerraformIterator.fromList(instanceIds);
    const instance = new DataAwsInstance(this, "Resource", {
      forEach: each,
      instanceId: Token.asString(each.value),
      lifecycle: {
        postcondition: [
          {
            condition: Op.eq(Fn.lengthOf(TerraformSelf.getAny("vpc_security_group_ids")), 1),
            errorMessage: `Instance ${TerraformSelf.getString("id")} has ${Fn.lengthOf(TerraformSelf.getAny("vpc_security_group_ids"))} security groups, so the one that is to admit the load balancer cannot be told: pass its id (\`securityGroupId\`) instead.`,
          },
        ],
      },
    });
    const groups = TerraformIterator.fromDataSources(instance).pluckProperty("vpc_security_group_ids");
    this.securityGroupIds = Token.asList(Fn.flatten(groups));
  }
}
