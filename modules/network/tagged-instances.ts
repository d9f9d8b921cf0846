import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import { Fn, Op, TerraformSelf } from "cdktf";
import { Construct } from "constructs";
import { InstanceGroups, STANDING } from "./instance-groups";
import { idProblems, refuse } from "./problems";

export interface TaggedInstancesProps {
  /** an instance has them all; in values, `*` and `?` stand for any characters and any one */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * The group of every one of them that is to admit the load balancer
   *
   * @default the group of each, read from it, which must then be its only one
   */
  readonly securityGroupId?: string;
}

/**
 * The instances that bear some tags when Terraform plans, stopped ones and new ones included. A plan that finds
 * none is refused: it would take the last target from the load balancer.
 *
 * @example
 * const instances = new TaggedInstances(this, "api", { tags: { Role: "api", Environment: "production" } });
 */
export class TaggedInstances extends Construct {
  /** a list that Terraform fills in when it plans */
  readonly ids: string[];
  /** a list that Terraform fills in when it plans; instances that share a group may repeat it */
  readonly securityGroupIds: string[];

  constructor(scope: Construct, id: string, { tags, securityGroupId }: TaggedInstancesProps) {
    super(scope, id);
    const words = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
    refuse(this, [
      ...(words.length === 0 ? ["`tags` must have one tag at least, got: none"] : []),
      ...(securityGroupId === undefined ? [] : idProblems("securityGroupId", securityGroupId, "sg")),
    ]);
    const found = new DataAwsInstances(this, "Resource", {
      instanceTags: { ...tags },
      instanceStateNames: STANDING,
      lifecycle: {
        postcondition: [
          {
            condition: Op.gte(Fn.lengthOf(TerraformSelf.getAny("ids")), 1),
            errorMessage: `No instance bears the tags ${words.join(", ")}: applying this would remove the last target.`,
          },
        ],
      },
    });
    this.ids = found.ids;
    this.securityGroupIds =
      securityGroupId === undefined
        ? new InstanceGroups(found, "Resource", found.ids).securityGroupIds
        : [securityGroupId];
  }
}
