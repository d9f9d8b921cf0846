import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { type ITerraformDependable, TerraformIterator, Token } from "cdktf";
import { Construct } from "constructs";
import { rangeProblems, refuse } from "./problems";

export interface TaggedTargetsProps {
  readonly targetGroupArn: string;
  /** ids of instances as a data source found them, known when Terraform plans */
  readonly instanceIds: readonly string[];
  /**
   * the port that these serve on
   *
   * @default that of the group
   */
  readonly port?: number;
}

/**
 * Registers whatever instances a query finds, each at an address with its id for a key. A query that finds
 * none would empty the group: give the same ids to the group's `requiredTargets`, which refuses that plan.
 *
 * @example
 * const found = new DataAwsInstances(this, "api", { instanceTags: { role: "api" } });
 * new TaggedTargets(group.registrations, "Resource", { targetGroupArn: group.arn, instanceIds: found.ids });
 */
export class TaggedTargets extends Construct {
  /** for what has to wait until targets are registered */
  readonly attachments: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: TaggedTargetsProps) {
    super(scope, id);
    refuse(this, [
      ...(Token.isUnresolved(props.instanceIds)
        ? []
        : [
            `\`instanceIds\` must be a list that Terraform fills in; for known ids there is InstanceTargets, got: ${props.instanceIds.join(", ") || "none"}`,
          ]),
      ...rangeProblems("port", props.port, 1, 65_535),
    ]);

    const each = TerraformIterator.fromList([...props.instanceIds]);
    this.attachments = [
      new LbTargetGroupAttachment(this, "Resource", {
        forEach: each,
        targetGroupArn: props.targetGroupArn,
        targetId: each.value,
        port: props.port,
        lifecycle: { createBeforeDestroy: true },
      }),
    ];
  }
}
