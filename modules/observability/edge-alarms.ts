import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { Alarm } from "./alarm";
import { type AlarmSetProps, ofKind } from "./alarm-set";
import { EDGE_REGION, rangeProblems, refuse, topicProblems } from "./problems";

/** The topic stands in us-east-1, as the alarms do. */
export interface EdgeAlarmsProps extends AlarmSetProps {
  readonly distributionId: string;
  /** the provider of us-east-1: no other region has metrics of CloudFront */
  readonly provider: TerraformProvider;
  /**
   * percent of requests, 1 to 100, that may end in a 5xx
   *
   * @default 5
   */
  readonly errorPercent?: number;
  /**
   * the web ACL in front of the distribution, as its metrics call it
   *
   * @default - no alarm
   */
  readonly webAclMetricName?: string;
  /**
   * requests in five minutes that the web ACL may block
   *
   * @default 100
   */
  readonly wafBlocks?: number;
}

/**
 * Whether viewers get errors, wherever they come from, and whether the web ACL blocks more than usual.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html
 *
 * @example
 * new EdgeAlarms(this, "edge_alarms", {
 *   namePrefix: "shop-production",
 *   distributionId: distribution.id,
 *   topicArn: topic.arn,
 *   provider: usEast1,
 * });
 */
export class EdgeAlarms extends Construct {
  readonly alarms: readonly Alarm[];

  constructor(scope: Construct, id: string, props: EdgeAlarmsProps) {
    super(scope, id);
    const { errorPercent = 5, wafBlocks = 100, webAclMetricName } = props;
    refuse(this, [
      ...topicProblems("topicArn", props.topicArn, EDGE_REGION),
      ...rangeProblems("errorPercent", errorPercent, 1, 100),
      ...rangeProblems("wafBlocks", wafBlocks, 1, 1_000_000_000),
    ]);
    this.alarms = [
      this.createErrors(props, errorPercent),
      ...(webAclMetricName === undefined ? [] : [this.createBlocks(props, webAclMetricName, wafBlocks)]),
    ];
  }

  private createErrors(props: EdgeAlarmsProps, errorPercent: number): Alarm {
    return new Alarm(this, "5xx", {
      ...ofKind(props, "edge-5xx"),
      description:
        `${errorPercent} percent or more of the viewers' requests end in a 5xx. ` +
        "First: do the load balancer's alarms say the same? Then it is there, else at CloudFront or its way to it.",
      metric: {
        namespace: "AWS/CloudFront",
        name: "5xxErrorRate",
        dimensions: { DistributionId: props.distributionId, Region: "Global" },
        statistic: "Average",
        period: 300,
      },
      bad: "atLeast",
      threshold: errorPercent,
      datapoints: { bad: 2, of: 3 },
      // Nobody asks for anything: nobody gets an error.
      missing: "good",
      provider: props.provider,
    });
  }

  private createBlocks(props: EdgeAlarmsProps, webAcl: string, wafBlocks: number): Alarm {
    return new Alarm(this, "waf_blocks", {
      ...ofKind(props, "waf-blocks"),
      description:
        `The web ACL blocks ${wafBlocks} requests or more in five minutes: an attack, or visitors shut out. ` +
        "First: which rule, in the sampled requests of the web ACL.",
      metric: {
        namespace: "AWS/WAFV2",
        name: "BlockedRequests",
        // A web ACL of CloudFront has no dimension Region; one of a load balancer has.
        dimensions: { WebACL: webAcl, Rule: "ALL" },
        statistic: "Sum",
        period: 300,
      },
      bad: "atLeast",
      threshold: wafBlocks,
      datapoints: { bad: 2, of: 3 },
      // Written only where something was blocked.
      missing: "good",
      provider: props.provider,
    });
  }
}
