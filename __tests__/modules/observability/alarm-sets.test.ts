import { CertificateAlarm } from "../../../modules/observability/certificate-alarm";
import { EdgeAlarms } from "../../../modules/observability/edge-alarms";
import { HostAlarms } from "../../../modules/observability/host-alarms";
import { LoadBalancerAlarms } from "../../../modules/observability/load-balancer-alarms";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

const topicArn = "arn:aws:sns:eu-west-1:123456789012:alarms";
const edgeTopicArn = "arn:aws:sns:us-east-1:123456789012:alarms";
const loadBalancer = "app/shop/0123456789abcdef";
const targetGroup = "targetgroup/api/0123456789abcdef";
const certificateArn = "arn:aws:acm:eu-west-1:123456789012:certificate/0123abcd";
const names = { namePrefix: "shop", topicArn };

const build = (make: (stack: ModuleStack) => void) =>
  synthStack(make).resource["aws_cloudwatch_metric_alarm"] ?? {};

describe("EdgeAlarms", () => {
  const edge = (props: object = {}) =>
    build((stack) => {
      const given = {
        namePrefix: "shop",
        topicArn: edgeTopicArn,
        distributionId: "E1",
        provider: stack.usEast1,
      };
      new EdgeAlarms(stack, "edge", { ...given, ...props });
    });

  it("watches the share of errors in us-east-1, the region of CloudFront's metrics", () => {
    expect(Object.keys(edge())).toEqual(["edge_5xx"]);
    expect(edge()["edge_5xx"]).toMatchObject({
      alarm_name: "shop-edge-5xx",
      provider: "aws.us_east_1",
      dimensions: { DistributionId: "E1", Region: "Global" },
      metric_name: "5xxErrorRate",
      namespace: "AWS/CloudFront",
      statistic: "Average",
      threshold: 5,
      treat_missing_data: "notBreaching",
    });
  });

  it("watches what a web ACL blocks, by dimensions that have no region", () => {
    expect(edge({ webAclMetricName: "shop-edge", wafBlocks: 7 })["edge_waf_blocks"]).toMatchObject({
      alarm_name: "shop-waf-blocks",
      provider: "aws.us_east_1",
      dimensions: { WebACL: "shop-edge", Rule: "ALL" },
      metric_name: "BlockedRequests",
      namespace: "AWS/WAFV2",
      statistic: "Sum",
      threshold: 7,
    });
  });

  it.each([
    ["`topicArn` must be the ARN of a standard SNS topic in us-east-1, where the alarm stands", { topicArn }],
    ["`errorPercent` must be a whole number from 1 to 100, got: 0", { errorPercent: 0 }],
    ["`errorPercent` must be a whole number from 1 to 100, got: 101", { errorPercent: 101 }],
    ["`wafBlocks` must be", { wafBlocks: 0 }],
  ])("refuses: %s", (message, props) => {
    expect(() => edge(props)).toThrow(message);
  });
});

describe("LoadBalancerAlarms", () => {
  const balancer = (props: object = {}) =>
    build((stack) => {
      new LoadBalancerAlarms(stack, "balancer", { ...names, loadBalancer, ...props });
    });

  it("tells the load balancer's own errors from those of its targets", () => {
    const alarms = balancer({ ownErrors: 3, targetErrors: 4 });
    expect(Object.keys(alarms)).toEqual(["balancer_5xx", "balancer_latency", "balancer_target_5xx"]);
    for (const [address, metric_name, threshold] of [
      ["balancer_5xx", "HTTPCode_ELB_5XX_Count", 3],
      ["balancer_target_5xx", "HTTPCode_Target_5XX_Count", 4],
    ] as const) {
      expect(alarms[address]).toMatchObject({
        metric_name,
        threshold,
        dimensions: { LoadBalancer: loadBalancer },
        statistic: "Sum",
        datapoints_to_alarm: 2,
        evaluation_periods: 3,
        treat_missing_data: "notBreaching",
      });
    }
  });

  it("takes milliseconds, and gives seconds, which the metric is in", () => {
    expect(balancer()["balancer_latency"]).toMatchObject({ extended_statistic: "p95", threshold: 2 });
    expect(balancer({ latency: 250 })["balancer_latency"]).toMatchObject({ threshold: 0.25 });
  });

  it.each([
    ["ownErrors", 0],
    ["targetErrors", 0.5],
    ["latency", 4_000_001],
  ])("refuses %s: %d", (prop, value) => {
    expect(() => balancer({ [prop]: value })).toThrow(`\`${prop}\` must be a whole number`);
  });
});

describe("HostAlarms", () => {
  const hosts = build((stack) => {
    new HostAlarms(stack, "api", { ...names, namePrefix: "shop-api", loadBalancer, targetGroup });
  });

  it("tells that some fail from that none is left, which no data means too", () => {
    const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };
    expect(hosts["api_unhealthy_hosts"]).toMatchObject({
      alarm_name: "shop-api-unhealthy-hosts",
      metric_name: "UnHealthyHostCount",
      dimensions,
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 1,
      treat_missing_data: "notBreaching",
    });
    expect(hosts["api_no_healthy_hosts"]).toMatchObject({
      alarm_name: "shop-api-no-healthy-hosts",
      metric_name: "HealthyHostCount",
      dimensions,
      comparison_operator: "LessThanThreshold",
      threshold: 1,
      treat_missing_data: "breaching",
    });
  });
});

describe("CertificateAlarm", () => {
  const certificate = (props: object = {}) =>
    build((stack) => {
      new CertificateAlarm(stack, "viewer", { ...names, certificateArn, ...props });
    });

  it("looks once a day, at 30 days, and keeps its state when the metric ends with the certificate", () => {
    expect(certificate()["viewer"]).toMatchObject({
      alarm_name: "shop-certificate-expiry",
      metric_name: "DaysToExpiry",
      dimensions: { CertificateArn: certificateArn },
      period: 86_400,
      comparison_operator: "LessThanOrEqualToThreshold",
      threshold: 30,
      treat_missing_data: "ignore",
    });
  });

  it.each([1, 44])("takes %d days", (days) => {
    expect(certificate({ days })["viewer"]).toMatchObject({ threshold: days });
  });

  it.each([
    ["`days` must be a whole number from 1 to 44, got: 45", { days: 45 }],
    ["`days` must be a whole number from 1 to 44, got: 0", { days: 0 }],
    [
      "`certificateArn` must be the ARN of a certificate",
      { certificateArn: "arn:aws:iam::123456789012:server-certificate/x" },
    ],
  ])("refuses: %s", (message, props) => {
    expect(() => certificate(props)).toThrow(message);
  });
});

it("every set stands twice in one stack", () => {
  const alarms = build((stack) => {
    for (const id of ["one", "two"]) {
      const given = { ...names, namePrefix: id, loadBalancer };
      new EdgeAlarms(stack, `${id}_edge`, {
        ...given,
        topicArn: edgeTopicArn,
        distributionId: "E1",
        provider: stack.usEast1,
      });
      new LoadBalancerAlarms(stack, `${id}_balancer`, given);
      new HostAlarms(stack, `${id}_api`, { ...given, targetGroup });
      new CertificateAlarm(stack, `${id}_viewer`, { ...given, certificateArn });
    }
  });
  expect(Object.keys(alarms)).toHaveLength(14);
});
