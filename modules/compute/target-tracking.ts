import { AutoscalingPolicy } from "@cdktf/provider-aws/lib/autoscaling-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { rangeProblems, refuse } from "./problems";

export interface RequestTracking {
  /** requests a minute and instance */
  readonly perTarget: number;
  /** what metrics call the load balancer */
  readonly loadBalancerArnSuffix: string;
  /** what metrics call the target group */
  readonly targetGroupArnSuffix: string;
  /** the rules that forward to the group: AWS refuses to count its requests before there is one */
  readonly dependsOn: readonly ITerraformDependable[];
}

export interface TargetTrackingProps {
  readonly autoScalingGroupName: string;
  /**
   * seconds until a new instance counts: what it does as it starts says nothing of the load
   *
   * @default 300
   */
  readonly warmup?: number;
  /**
   * the average CPU utilisation to keep, in percent
   *
   * @default not followed
   */
  readonly cpu?: number;
  /**
   * the requests to keep
   *
   * @default not followed
   */
  readonly requests?: RequestTracking;
}

/**
 * Lets the number of instances follow a figure; with two figures it is enough for both. CloudWatch alarms that AWS
 * makes for it belong to the policy.
 *
 * @example
 * new TargetTracking(this, "api", { autoScalingGroupName: group.name, cpu: 50 });
 */
export class TargetTracking extends Construct {
  constructor(scope: Construct, id: string, props: TargetTrackingProps) {
    super(scope, id);
    const { autoScalingGroupName, warmup = 300, cpu, requests } = props;
    refuse(this, [
      ...rangeProblems("warmup", warmup, 0, 7200),
      ...rangeProblems("cpu", cpu, 1, 100),
      ...rangeProblems("requests.perTarget", requests?.perTarget, 1, 100_000_000),
      ...(cpu === undefined && requests === undefined
        ? ["one of `cpu` and `requests` must be followed, got: none"]
        : []),
    ]);
    const common = {
      autoscalingGroupName: autoScalingGroupName,
      policyType: "TargetTrackingScaling",
      estimatedInstanceWarmup: warmup,
    };
    if (cpu !== undefined) {
      new AutoscalingPolicy(this, "cpu", {
        ...common,
        name: "cpu",
        targetTrackingConfiguration: {
          targetValue: cpu,
          predefinedMetricSpecification: { predefinedMetricType: "ASGAverageCPUUtilization" },
        },
      });
    }
    if (requests !== undefined) {
      new AutoscalingPolicy(this, "requests", {
        ...common,
        name: "requests",
        targetTrackingConfiguration: {
          targetValue: requests.perTarget,
          predefinedMetricSpecification: {
            predefinedMetricType: "ALBRequestCountPerTarget",
            resourceLabel: `${requests.loadBalancerArnSuffix}/${requests.targetGroupArnSuffix}`,
          },
        },
        dependsOn: [...requests.dependsOn],
      });
    }
  }
}
