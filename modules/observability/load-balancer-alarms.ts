import { Construct } from "constructs";
import { Alarm, type Metric } from "./alarm";
import { type AlarmSetProps, ofKind } from "./alarm-set";
import { rangeProblems, refuse } from "./problems";

export interface LoadBalancerAlarmsProps extends AlarmSetProps {
  /** `LoadBalancer.arnSuffix`: what metrics call it */
  readonly loadBalancer: string;
  /**
   * 5xx responses in five minutes that the load balancer may give by itself
   *
   * @default 10
   */
  readonly ownErrors?: number;
  /**
   * 5xx responses in five minutes that the targets may give
   *
   * @default 10
   */
  readonly targetErrors?: number;
  /**
   * milliseconds that the slowest five percent of the targets' answers may begin after
   *
   * @default 2000
   */
  readonly latency?: number;
}

/**
 * What the load balancer answers, and how soon.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 *
 * @example
 * new LoadBalancerAlarms(this, "balancer_alarms", {
 *   namePrefix: "shop-production",
 *   loadBalancer: loadBalancer.arnSuffix,
 *   topicArn: topic.arn,
 * });
 */
export class LoadBalancerAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: LoadBalancerAlarmsProps) {
    super(scope, id);
    const { ownErrors = 10, targetErrors = 10, latency = 2000 } = props;
    refuse(this, [
      ...rangeProblems("ownErrors", ownErrors, 1, 1_000_000_000),
      ...rangeProblems("targetErrors", targetErrors, 1, 1_000_000_000),
      ...rangeProblems("latency", latency, 1, 4_000_000),
    ]);
    this.alarms = [
      this.createOwnErrors(props, ownErrors),
      this.createTargetErrors(props, targetErrors),
      this.createLatency(props, latency),
    ];
  }

  private createOwnErrors(props: LoadBalancerAlarmsProps, threshold: number): Alarm {
    return new Alarm(this, "5xx", {
      ...ofKind(props, "load-balancer-5xx"),
      description:
        `The load balancer itself answers ${threshold} or more 5xx in five minutes: no target did. ` +
        "First: is a target healthy? If so, do requests last longer than the idle timeout?",
      metric: metric(props, "HTTPCode_ELB_5XX_Count", "Sum"),
      bad: "atLeast",
      threshold,
      datapoints: { bad: 2, of: 3 },
      // Written only where there is one.
      missing: "good",
    });
  }

  private createTargetErrors(props: LoadBalancerAlarmsProps, threshold: number): Alarm {
    return new Alarm(this, "target_5xx", {
      ...ofKind(props, "target-5xx"),
      description:
        `The application answers ${threshold} or more 5xx in five minutes. ` +
        "First: its log on the instances, and what was released last.",
      metric: metric(props, "HTTPCode_Target_5XX_Count", "Sum"),
      bad: "atLeast",
      threshold,
      datapoints: { bad: 2, of: 3 },
      // Written only where there is one.
      missing: "good",
    });
  }

  private createLatency(props: LoadBalancerAlarmsProps, milliseconds: number): Alarm {
    return new Alarm(this, "latency", {
      ...ofKind(props, "latency"),
      description:
        `One answer in twenty takes ${milliseconds} ms or longer to begin. ` +
        "First: CPU and database of the instances, then which path is slow.",
      metric: metric(props, "TargetResponseTime", "p95"),
      bad: "atLeast",
      threshold: milliseconds / 1000,
      // One slow request of a quiet night is a p95 too: it takes three periods in a row.
      datapoints: { bad: 3, of: 3 },
      // Nobody asks for anything: nobody waits.
      missing: "good",
    });
  }
}

function metric(props: LoadBalancerAlarmsProps, name: string, statistic: Metric["statistic"]): Metric {
  const dimensions = { LoadBalancer: props.loadBalancer };
  return { namespace: "AWS/ApplicationELB", name, dimensions, statistic, period: 300 };
}
