import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { formProblems, rangeProblems, refuse, topicProblems } from "./problems";

/** What is measured. */
export interface Metric {
  /** such as `AWS/ApplicationELB` */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** what becomes of the values of one period */
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum" | `p${number}`;
  /** seconds: 10, 30 or a multiple of 60 */
  readonly period: number;
}

export interface AlarmProps {
  /** 1 to 255 characters, unique in region and account: another alarm of that name is overwritten */
  readonly name: string;
  /** what has happened, and what to look at first; together with `runbook` at most 1024 characters */
  readonly description: string;
  /** where the page is that says what to do: an address, or a path in a checkout */
  readonly runbook: string;
  readonly metric: Metric;
  /** which values are bad, seen from the threshold */
  readonly bad: "above" | "atLeast" | "atMost" | "below";
  readonly threshold: number;
  /** how many periods, of how many, have to be bad */
  readonly datapoints: { readonly bad: number; readonly of: number };
  /** what a period without any value counts as; `ignore` leaves the state as it is */
  readonly missing: "bad" | "good" | "ignore";
  /** the standard topic, in the alarm's own region, that hears when it goes off and when it is over */
  readonly topicArn: string;
  /**
   * the provider of the region that has the metric
   *
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
}

const COMPARISONS = {
  above: "GreaterThanThreshold",
  atLeast: "GreaterThanOrEqualToThreshold",
  atMost: "LessThanOrEqualToThreshold",
  below: "LessThanThreshold",
} as const;

const MISSING = { bad: "breaching", good: "notBreaching", ignore: "ignore" } as const;

const DAY = 86_400;

/**
 * A CloudWatch alarm on one metric that tells a topic when it goes off, and when it is over.
 *
 * @example
 * new Alarm(this, "queue", {
 *   name: "shop-production-queue",
 *   description: "Jobs wait. Look at the workers first.",
 *   runbook: "https://wiki.example.com/runbooks/queue",
 *   metric: {
 *     namespace: "AWS/SQS",
 *     name: "ApproximateNumberOfMessagesVisible",
 *     dimensions: { QueueName: "jobs" },
 *     statistic: "Maximum",
 *     period: 300,
 *   },
 *   bad: "above",
 *   threshold: 1000,
 *   datapoints: { bad: 3, of: 3 },
 *   missing: "good",
 *   topicArn: "arn:aws:sns:eu-west-1:123456789012:alarms",
 * });
 */
export class Alarm extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    refuse(this, alarmProblems(props));
    this.arn = this.createAlarm(props).arn;
    this.name = props.name;
  }

  private createAlarm({ metric, datapoints, topicArn, ...props }: AlarmProps): CloudwatchMetricAlarm {
    return new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: describe(props),
      namespace: metric.namespace,
      metricName: metric.name,
      dimensions: { ...metric.dimensions },
      period: metric.period,
      ...statisticOf(metric),
      comparisonOperator: COMPARISONS[props.bad],
      threshold: props.threshold,
      datapointsToAlarm: datapoints.bad,
      evaluationPeriods: datapoints.of,
      treatMissingData: MISSING[props.missing],
      alarmActions: [topicArn],
      okActions: [topicArn],
      ...(props.provider && { provider: props.provider }),
    });
  }
}

/** A mail shows the description, so the page is named in it. */
function describe({ description, runbook }: Pick<AlarmProps, "description" | "runbook">): string {
  return `${description} Runbook: ${runbook}`;
}

/** With few requests a percentile is not what statistics would call one: it is looked at all the same. */
function statisticOf({ statistic }: Metric) {
  return statistic.startsWith("p")
    ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "evaluate" }
    : { statistic };
}

function alarmProblems(props: AlarmProps): string[] {
  const { bad, of } = props.datapoints;
  return [
    ...formProblems("name", props.name, /^.{1,255}$/, "have 1 to 255 characters"),
    ...formProblems(
      "description",
      describe(props),
      /^.{1,1024}$/s,
      "have, with `runbook`, at most 1024 characters",
    ),
    ...formProblems("runbook", props.runbook, /^\S+$/, "be an address or a path, without spaces"),
    ...periodProblems(props.metric.period, of),
    ...rangeProblems("datapoints.of", of, 1, DAY),
    ...rangeProblems("datapoints.bad", bad, 1, of),
    ...topicProblems("topicArn", props.topicArn),
  ];
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function periodProblems(period: number, of: number): string[] {
  if (Token.isUnresolved(period)) {
    return [];
  }
  if (!(period === 10 || period === 30 || (Number.isInteger(period / 60) && period >= 60))) {
    return [`\`metric.period\` must be 10, 30 or a multiple of 60, got: ${period}`];
  }
  const longest = period < 3600 ? DAY : 7 * DAY;
  return period * of <= longest
    ? []
    : [`\`metric.period\` times \`datapoints.of\` must be at most ${longest} seconds, got: ${period * of}`];
}
