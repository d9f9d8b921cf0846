import { Alarm, type AlarmProps } from "../../../modules/observability/alarm";
import { synthStack } from "../../../test-support/synth";

const METRIC: AlarmProps["metric"] = {
  namespace: "AWS/SQS",
  name: "ApproximateNumberOfMessagesVisible",
  dimensions: { QueueName: "jobs" },
  statistic: "Maximum",
  period: 300,
};

const PROPS: AlarmProps = {
  name: "shop-queue",
  description: "Jobs wait.",
  runbook: "docs/runbooks/queue.md",
  metric: METRIC,
  bad: "above",
  threshold: 1000,
  datapoints: { bad: 2, of: 3 },
  missing: "good",
  topicArn: "arn:aws:sns:eu-west-1:123456789012:alarms",
};

const build = (props: Partial<AlarmProps> = {}) =>
  synthStack((stack) => {
    new Alarm(stack, "queue", { ...PROPS, ...props });
  }).resource["aws_cloudwatch_metric_alarm"]?.["queue"];

describe("Alarm", () => {
  it("tells its topic when it goes off and when it is over", () => {
    expect(build()).toEqual({
      alarm_name: "shop-queue",
      alarm_description: "Jobs wait. Runbook: docs/runbooks/queue.md",
      namespace: "AWS/SQS",
      metric_name: "ApproximateNumberOfMessagesVisible",
      dimensions: { QueueName: "jobs" },
      statistic: "Maximum",
      period: 300,
      comparison_operator: "GreaterThanThreshold",
      threshold: 1000,
      datapoints_to_alarm: 2,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
      alarm_actions: [PROPS.topicArn],
      ok_actions: [PROPS.topicArn],
    });
  });

  it("looks at a percentile with few values too", () => {
    const alarm = build({ metric: { ...METRIC, statistic: "p95" } });
    expect(alarm).toMatchObject({
      extended_statistic: "p95",
      evaluate_low_sample_count_percentiles: "evaluate",
    });
    expect(alarm).not.toHaveProperty("statistic");
  });

  it.each([
    ["above", "GreaterThanThreshold"],
    ["atLeast", "GreaterThanOrEqualToThreshold"],
    ["atMost", "LessThanOrEqualToThreshold"],
    ["below", "LessThanThreshold"],
  ] as const)("calls values %s the threshold bad", (bad, comparison_operator) => {
    expect(build({ bad })).toMatchObject({ comparison_operator });
  });

  it.each([
    ["bad", "breaching"],
    ["good", "notBreaching"],
    ["ignore", "ignore"],
  ] as const)("counts no value as %s", (missing, treat_missing_data) => {
    expect(build({ missing })).toMatchObject({ treat_missing_data });
  });

  it("stands in the provider's region", () => {
    const { resource } = synthStack((stack) => {
      new Alarm(stack, "here", PROPS);
      new Alarm(stack, "there", { ...PROPS, provider: stack.usEast1 });
    });
    const alarms = resource["aws_cloudwatch_metric_alarm"];
    expect([alarms?.["here"]?.["provider"], alarms?.["there"]?.["provider"]]).toEqual([
      undefined,
      "aws.us_east_1",
    ]);
  });

  it.each<[string, Partial<AlarmProps>]>([
    ["`name` must have 1 to 255 characters", { name: "" }],
    ["`name` must have 1 to 255 characters", { name: "a".repeat(256) }],
    [
      "at most 1024 characters",
      { description: "a".repeat(1024 - " Runbook: docs/runbooks/queue.md".length + 1) },
    ],
    ["`runbook` must be an address or a path", { runbook: "see the wiki" }],
    ["`metric.period` must be 10, 30 or a multiple of 60, got: 90", { metric: { ...METRIC, period: 90 } }],
    ["`metric.period` must be 10, 30 or a multiple of 60, got: 0", { metric: { ...METRIC, period: 0 } }],
    [
      "`metric.period` times `datapoints.of` must be at most 86400 seconds, got: 86700",
      { datapoints: { bad: 1, of: 289 } },
    ],
    [
      "`metric.period` times `datapoints.of` must be at most 604800 seconds",
      { metric: { ...METRIC, period: 86_400 }, datapoints: { bad: 1, of: 8 } },
    ],
    ["`datapoints.bad` must be a whole number from 1 to 3, got: 4", { datapoints: { bad: 4, of: 3 } }],
    ["`datapoints.bad` must be a whole number from 1 to 3, got: 0", { datapoints: { bad: 0, of: 3 } }],
    ["`topicArn` must be the ARN of a standard SNS topic", { topicArn: `${PROPS.topicArn}.fifo` }],
    [
      "`topicArn` must be the ARN of a standard SNS topic",
      { topicArn: "arn:aws:sqs:eu-west-1:123456789012:a" },
    ],
  ])("refuses: %s", (message, props) => {
    expect(() => build(props)).toThrow(message);
  });

  it.each<[string, Partial<AlarmProps>]>([
    ["the longest name", { name: "a".repeat(255) }],
    [
      "the longest description",
      { description: "a".repeat(1024 - " Runbook: docs/runbooks/queue.md".length) },
    ],
    ["a day of five minutes", { datapoints: { bad: 1, of: 288 } }],
    ["a week of days", { metric: { ...METRIC, period: 86_400 }, datapoints: { bad: 7, of: 7 } }],
  ])("takes %s", (_, props) => {
    expect(() => build(props)).not.toThrow();
  });
});
