import { Construct } from "constructs";
import { Alarm, type Metric } from "./alarm";
import { type AlarmSetProps, ofKind } from "./alarm-set";

/** The backend is part of `namePrefix`. */
export interface HostAlarmsProps extends AlarmSetProps {
  /** `LoadBalancer.arnSuffix`: what metrics call it */
  readonly loadBalancer: string;
  /** `TargetGroup.arnSuffix`: what metrics call it */
  readonly targetGroup: string;
}

/**
 * Whether the targets of one target group pass their health checks: some do not, and none does.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 *
 * @example
 * new HostAlarms(this, "api_alarms", {
 *   namePrefix: "shop-production-api",
 *   loadBalancer: loadBalancer.arnSuffix,
 *   targetGroup: group.arnSuffix,
 *   topicArn: topic.arn,
 * });
 */
export class HostAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: HostAlarmsProps) {
    super(scope, id);
    this.alarms = [this.createUnhealthy(props), this.createNoneHealthy(props)];
  }

  private createUnhealthy(props: HostAlarmsProps): Alarm {
    return new Alarm(this, "unhealthy_hosts", {
      ...ofKind(props, "unhealthy-hosts"),
      description:
        "A target fails its health check, and the others carry its share. " +
        "First: which one, and the reason that the load balancer gives (describe-target-health).",
      metric: metric(props, "UnHealthyHostCount"),
      bad: "atLeast",
      threshold: 1,
      // Half of ten minutes: a restart is over by then, one that comes and goes is not.
      datapoints: { bad: 5, of: 10 },
      // Without a registered target there is none that fails; the other alarm says that there is none.
      missing: "good",
    });
  }

  private createNoneHealthy(props: HostAlarmsProps): Alarm {
    return new Alarm(this, "no_healthy_hosts", {
      ...ofKind(props, "no-healthy-hosts"),
      description:
        "No target is healthy: this backend is down. " +
        "First: does the application answer its health check on the instance itself (curl)?",
      metric: metric(props, "HealthyHostCount"),
      bad: "below",
      threshold: 1,
      datapoints: { bad: 3, of: 3 },
      // Not written where no target is registered, which is as bad.
      missing: "bad",
    });
  }
}

/** Each node of the load balancer counts: the largest number is what the best informed one sees. */
function metric({ loadBalancer, targetGroup }: HostAlarmsProps, name: string): Metric {
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };
  return { namespace: "AWS/ApplicationELB", name, dimensions, statistic: "Maximum", period: 60 };
}
