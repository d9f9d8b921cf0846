import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import { Fn, Op, type Precondition } from "cdktf";
import { Construct } from "constructs";
import { completed, type HealthCheck, healthCheckProblems } from "./health-check";
import { formProblems, rangeProblems, refuse } from "./problems";

export interface TargetGroupProps {
  /**
   * at most 6 letters, digits and hyphens; AWS completes it, so that a new group can stand beside the one it
   * replaces
   */
  readonly namePrefix: string;
  readonly vpcId: string;
  /** the port that targets serve on */
  readonly port: number;
  /** what targets speak; with `https` any certificate is accepted */
  readonly protocol: "http" | "https";
  /** whether targets are instances or addresses */
  readonly targetType: "instance" | "ip";
  readonly healthCheck: HealthCheck;
  /**
   * seconds, 0 to 3600, that a target being removed may finish what it has begun: more than the longest
   * request
   *
   * @default 90
   */
  readonly deregistrationDelay?: number;
  /**
   * seconds, 1 to 604800, that a viewer stays with one target
   *
   * @default each request may go to another one
   */
  readonly stickiness?: number;
  /**
   * ids that a query found, where it is a query that finds them: a plan in which it finds none is refused
   *
   * @default not looked at
   */
  readonly requiredTargets?: readonly string[];
}

/**
 * What a load balancer forwards to. Targets are registered by `InstanceTargets`, `TaggedTargets`,
 * `AddressTargets` or by something else.
 *
 * @example
 * new TargetGroup(this, "api_public", {
 *   namePrefix: "api-",
 *   vpcId: "vpc-0f1e2d3c4b5a69788",
 *   port: 8000,
 *   protocol: "http",
 *   targetType: "instance",
 *   healthCheck: { path: "/healthz" },
 * });
 */
export class TargetGroup extends Construct {
  readonly arn: string;
  /** `aws_lb_target_group.api_public`: what conditions of Terraform refer to */
  readonly address: string;
  /** what metrics call it */
  readonly arnSuffix: string;
  /** the name that AWS completed */
  readonly name: string;
  readonly port: number;
  /**
   * the scope to make `InstanceTargets` and its like in, as `Resource`, so that their addresses begin with the
   * group's: `aws_lb_target_group_attachment.api_public_i-0123456789abcdef0`
   */
  readonly registrations: Construct;

  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    const { deregistrationDelay = 90 } = props;
    const check = completed(props.healthCheck, props.protocol);
    refuse(this, [
      ...formProblems(
        "namePrefix",
        props.namePrefix,
        /^(?!-)[A-Za-z0-9-]{1,6}$/,
        "have 1 to 6 letters, digits and hyphens and not begin with a hyphen",
      ),
      ...rangeProblems("port", props.port, 1, 65_535),
      ...rangeProblems("deregistrationDelay", deregistrationDelay, 0, 3600),
      ...rangeProblems("stickiness", props.stickiness, 1, 604_800),
      ...healthCheckProblems(check),
    ]);

    const group = new LbTargetGroup(this, "Resource", {
      namePrefix: props.namePrefix,
      vpcId: props.vpcId,
      port: props.port,
      protocol: props.protocol.toUpperCase(),
      targetType: props.targetType,
      deregistrationDelay: String(deregistrationDelay),
      ...(props.stickiness !== undefined && {
        stickiness: { type: "lb_cookie", enabled: true, cookieDuration: props.stickiness },
      }),
      healthCheck: {
        ...check,
        enabled: true,
        port: check.port === undefined ? "traffic-port" : String(check.port),
        protocol: check.protocol.toUpperCase(),
      },
      lifecycle: {
        // A rule holds on to its group until it has the next one.
        createBeforeDestroy: true,
        ...(props.requiredTargets && { precondition: [someTarget(id, props.requiredTargets)] }),
      },
    });
    this.arn = group.arn;
    this.address = `${group.terraformResourceType}.${group.friendlyUniqueId}`;
    this.arnSuffix = group.arnSuffix;
    this.name = group.name;
    this.port = props.port;
    this.registrations = group;
  }
}

function someTarget(group: string, ids: readonly string[]): Precondition {
  return {
    condition: Op.gte(Fn.lengthOf([...ids]), 1),
    errorMessage: `No target is left for ${group}: the query for it finds none. Check the tags of the instances, and that one exists.`,
  };
}
