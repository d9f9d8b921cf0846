import { LbTargetGroupAttachment } from "@cdktf/provider-aws/lib/lb-target-group-attachment";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { formProblems, rangeProblems, refuse, repeated } from "./problems";

export interface InstanceTargetsProps {
  readonly targetGroupArn: string;
  /**
   * ids of instances; where an id is not known before the apply, ids by a name that ends the address in its
   * place
   */
  readonly instanceIds: readonly string[] | Readonly<Record<string, string>>;
  /**
   * the port that these serve on
   *
   * @default that of the group
   */
  readonly port?: number;
}

/**
 * Registers instances by id, each at an address that ends in it: a list in another order changes nothing.
 *
 * @example
 * new InstanceTargets(group.registrations, "Resource", {
 *   targetGroupArn: group.arn,
 *   instanceIds: ["i-0123456789abcdef0"],
 * });
 */
export class InstanceTargets extends Construct {
  /** for what has to wait until targets are registered */
  readonly attachments: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: InstanceTargetsProps) {
    super(scope, id);
    const { targetGroupArn, instanceIds, port } = props;
    const named = isList(instanceIds)
      ? instanceIds.map((one) => [one, one] as const)
      : Object.entries(instanceIds);
    refuse(this, [...nameProblems(named), ...idProblems(named), ...rangeProblems("port", port, 1, 65_535)]);

    this.attachments = named.map(
      ([name, targetId]) =>
        new LbTargetGroupAttachment(this, name, {
          targetGroupArn,
          targetId,
          port,
          lifecycle: { createBeforeDestroy: true },
        }),
    );
  }
}

type Named = readonly (readonly [name: string, id: string])[];

function isList(ids: InstanceTargetsProps["instanceIds"]): ids is readonly string[] {
  return Array.isArray(ids);
}

function nameProblems(named: Named): string[] {
  if (named.length === 0) {
    return ["`instanceIds` must name at least one instance, got: none"];
  }
  return named.flatMap(([name]) =>
    Token.isUnresolved(name)
      ? [
          "`instanceIds` must have names for ids that Terraform fills in, such as { blue: instance.id }, got: a token",
        ]
      : formProblems("instanceIds", name, /^[A-Za-z0-9-]+$/, "have names of letters, digits and hyphens"),
  );
}

function idProblems(named: Named): string[] {
  const ids = named.map(([, id]) => id).filter((id) => !Token.isUnresolved(id));
  return [
    ...ids.flatMap((id) =>
      formProblems("instanceIds", id, /^i-[0-9a-f]+$/, "have ids like i-0123456789abcdef0"),
    ),
    ...repeated(ids).map((id) => `\`instanceIds\` must have each instance once, got twice: ${id}`),
  ];
}
