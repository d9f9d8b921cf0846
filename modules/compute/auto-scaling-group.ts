import { AutoscalingGroup } from "@cdktf/provider-aws/lib/autoscaling-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { formProblems, rangeProblems, refuse } from "./problems";

/**
 * How long an apply waits for instances to run, not for the application on them. One that cannot start ends the wait
 * at once, with AWS's reason.
 */
const WAIT_FOR_INSTANCES = "5m";

export interface AutoScalingGroupProps {
  /** at most 229 characters, to which Terraform adds 26 */
  readonly namePrefix: string;
  /** by number: a group that follows `$Latest` changes without a plan */
  readonly launchTemplate: { readonly id: string; readonly version: string };
  readonly subnetIds: readonly string[];
  /** the target groups that each instance is registered in, and whose health checks decide about it */
  readonly targetGroupArns: readonly string[];
  readonly min: number;
  readonly max: number;
  /** of the group itself; those of instances come with the launch template */
  readonly tags: Readonly<Record<string, string>>;
  /**
   * how many instances the group begins with; later changes are the group's own and stay
   *
   * @default `min`
   */
  readonly desired?: number;
  /**
   * seconds that a new instance has to become healthy
   *
   * @default 300
   */
  readonly gracePeriod?: number;
  /**
   * while instances are replaced: how many percent of the group serve at least, and are there at most
   *
   * @default { minHealthy: 100, maxHealthy: 110 }: the new one comes before the old one goes
   */
  readonly refresh?: { readonly minHealthy: number; readonly maxHealthy: number };
  /**
   * seconds that a target may finish what it has begun, which a destroy waits for
   *
   * @default 300
   */
  readonly drainSeconds?: number;
  /**
   * whether Terraform refuses a plan that deletes or replaces it
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
  /**
   * what must be there before the first instance starts
   *
   * @default nothing
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Instances that AWS starts, registers in their target groups and replaces: those that are unhealthy, and all of them,
 * one after the other, when the version of the launch template changes.
 *
 * @example
 * new AutoScalingGroup(this, "api", {
 *   namePrefix: "shop-production-api-",
 *   launchTemplate: template,
 *   subnetIds: network.privateSubnetIds,
 *   targetGroupArns: [group.arn],
 *   min: 2,
 *   max: 4,
 *   tags: { Name: "shop-production-api" },
 * });
 */
export class AutoScalingGroup extends Construct {
  readonly name: string;
  readonly arn: string;
  /** for what has to wait until the targets are registered */
  readonly registration: ITerraformDependable;

  constructor(scope: Construct, id: string, props: AutoScalingGroupProps) {
    super(scope, id);
    const { gracePeriod = 300, drainSeconds = 300, preventDestroy = false, desired } = props;
    const { minHealthy, maxHealthy } = props.refresh ?? { minHealthy: 100, maxHealthy: 110 };
    refuse(this, [...problemsOf(props), ...refreshProblems(minHealthy, maxHealthy)]);

    const group = new AutoscalingGroup(this, "Resource", {
      namePrefix: props.namePrefix,
      launchTemplate: { id: props.launchTemplate.id, version: props.launchTemplate.version },
      vpcZoneIdentifier: [...props.subnetIds],
      // The only way in which its instances are registered: an attachment beside it would fight with this.
      targetGroupArns: [...props.targetGroupArns],
      minSize: props.min,
      maxSize: props.max,
      desiredCapacity: desired,
      healthCheckType: "ELB",
      healthCheckGracePeriod: gracePeriod,
      instanceRefresh: {
        strategy: "Rolling",
        preferences: {
          minHealthyPercentage: minHealthy,
          maxHealthyPercentage: maxHealthy,
          instanceWarmup: String(gracePeriod),
          skipMatching: true,
          // The provider changes the group before it starts the refresh, so that there is nothing to go back to:
          // https://github.com/hashicorp/terraform-provider-aws/issues/34189
          autoRollback: false,
        },
      },
      waitForCapacityTimeout: WAIT_FOR_INSTANCES,
      tag: Object.entries(props.tags).map(([key, value]) => ({ key, value, propagateAtLaunch: false })),
      timeouts: { delete: `${10 + Math.ceil(drainSeconds / 60)}m` },
      ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
      lifecycle: {
        createBeforeDestroy: true,
        ...(desired !== undefined && { ignoreChanges: ["desired_capacity"] }),
        ...(preventDestroy && { preventDestroy }),
      },
    });
    this.name = group.name;
    this.arn = group.arn;
    this.registration = group;
  }
}

function problemsOf({
  namePrefix,
  min,
  max,
  desired,
  gracePeriod,
  ...lists
}: AutoScalingGroupProps): string[] {
  const { targetGroupArns, subnetIds, drainSeconds } = lists;
  return [
    ...formProblems("namePrefix", namePrefix, /^[\w.:/-]{1,229}$/, "have 1 to 229 letters, digits and _.:/-"),
    ...rangeProblems("min", min, 0, 1000),
    ...rangeProblems("max", max, Math.max(min, 1), 1000),
    ...rangeProblems("desired", desired, min, max),
    ...rangeProblems("gracePeriod", gracePeriod, 0, 7200),
    ...rangeProblems("drainSeconds", drainSeconds, 0, 3600),
    ...(subnetIds.length === 0 ? ["`subnetIds` must name at least one subnet, got: none"] : []),
    ...(targetGroupArns.length === 0 ? ["`targetGroupArns` must name at least one group, got: none"] : []),
  ];
}

function refreshProblems(minHealthy: number, maxHealthy: number): string[] {
  return [
    ...rangeProblems("refresh.minHealthy", minHealthy, 0, 100),
    ...rangeProblems("refresh.maxHealthy", maxHealthy, 100, Math.min(200, minHealthy + 100)),
    ...(minHealthy === 100 && maxHealthy === 100
      ? ["`refresh` must leave room to replace an instance, got: 100 to 100 percent"]
      : []),
  ];
}
