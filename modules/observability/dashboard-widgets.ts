/** A widget without its place on the dashboard. */
export interface Widget {
  readonly type: "metric" | "text";
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A line of a graph: namespace, metric, then each dimension and its value, and at the end how it is drawn. */
type Line = readonly (string | Readonly<Record<string, string>>)[];

/** A graph; values over `alarmAt`, where there is such a line, set off an alarm. */
interface Graph {
  readonly title: string;
  readonly region: string;
  readonly unit: string;
  readonly stat: string;
  readonly metrics: readonly Line[];
  readonly alarmAt?: number;
  /** seconds */
  readonly period?: number;
}

/** What viewers ask of the distribution, and how much of it fails. */
export function edgeWidgets(distributionId: string, region: string, errorPercent: number): Widget[] {
  const line = (name: string, label: string): Line => [
    "AWS/CloudFront",
    name,
    "Region",
    "Global",
    "DistributionId",
    distributionId,
    { label },
  ];
  return [
    graph({
      title: "Edge: requests",
      region,
      unit: "requests in 5 minutes",
      stat: "Sum",
      metrics: [line("Requests", "requests")],
    }),
    graph({
      title: "Edge: errors",
      region,
      unit: "percent of requests",
      stat: "Average",
      metrics: [line("5xxErrorRate", "5xx"), line("4xxErrorRate", "4xx")],
      alarmAt: errorPercent,
    }),
  ];
}

/** What the web ACL blocks. */
export function webAclWidgets(webAcl: string, region: string, wafBlocks: number): Widget[] {
  const line = (name: string, label: string): Line => [
    "AWS/WAFV2",
    name,
    "WebACL",
    webAcl,
    "Rule",
    "ALL",
    { label },
  ];
  return [
    graph({
      title: "Web ACL: blocked",
      region,
      unit: "requests in 5 minutes",
      stat: "Sum",
      metrics: [line("BlockedRequests", "blocked")],
      alarmAt: wafBlocks,
    }),
  ];
}

/** What the load balancer is asked, what it answers, and how soon. */
export function loadBalancerWidgets(
  loadBalancer: string,
  region: string,
  { errors, seconds }: { readonly errors: number; readonly seconds: number },
): Widget[] {
  const line = (name: string, drawn: Readonly<Record<string, string>>): Line => [
    "AWS/ApplicationELB",
    name,
    "LoadBalancer",
    loadBalancer,
    drawn,
  ];
  return [
    graph({
      title: "Load balancer: requests",
      region,
      unit: "requests in 5 minutes",
      stat: "Sum",
      metrics: [line("RequestCount", { label: "requests" })],
    }),
    graph({
      title: "Load balancer: 5xx",
      region,
      unit: "responses in 5 minutes",
      stat: "Sum",
      metrics: [
        line("HTTPCode_ELB_5XX_Count", { label: "the load balancer's own" }),
        line("HTTPCode_Target_5XX_Count", { label: "the targets'" }),
      ],
      alarmAt: errors,
    }),
    graph({
      title: "Load balancer: until the answer begins",
      region,
      unit: "seconds",
      stat: "p95",
      metrics: [
        line("TargetResponseTime", { label: "half of all", stat: "p50" }),
        line("TargetResponseTime", { label: "19 of 20", stat: "p95" }),
      ],
      alarmAt: seconds,
    }),
  ];
}

/** How many targets of a group are healthy. */
export function hostWidget(
  title: string,
  region: string,
  { loadBalancer, targetGroup }: { readonly loadBalancer: string; readonly targetGroup: string },
): Widget {
  const line = (name: string, label: string): Line => [
    "AWS/ApplicationELB",
    name,
    "LoadBalancer",
    loadBalancer,
    "TargetGroup",
    targetGroup,
    { label },
  ];
  return graph({
    title: `Targets: ${title}`,
    region,
    unit: "targets",
    stat: "Maximum",
    metrics: [line("HealthyHostCount", "healthy"), line("UnHealthyHostCount", "unhealthy")],
    period: 60,
  });
}

export function textWidget(markdown: string): Widget {
  return { type: "text", properties: { markdown } };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
function graph({ title, region, unit, stat, metrics, alarmAt, period = 300 }: Graph): Widget {
  return {
    type: "metric",
    properties: {
      title,
      view: "timeSeries",
      region,
      stat,
      period,
      metrics,
      yAxis: { left: { label: unit, showUnits: false, min: 0 } },
      ...(alarmAt !== undefined && {
        annotations: { horizontal: [{ label: "alarm", value: alarmAt }] },
      }),
    },
  };
}
