import { CloudwatchDashboard } from "@cdktf/provider-aws/lib/cloudwatch-dashboard";
import { Construct } from "constructs";
import {
  edgeWidgets,
  hostWidget,
  loadBalancerWidgets,
  textWidget,
  type Widget,
  webAclWidgets,
} from "./dashboard-widgets";
import { EDGE_REGION, formProblems, refuse } from "./problems";
import { RUNBOOK_FOLDER } from "./runbooks";

/** Lines at which alarms go off, in the units of the alarms. */
export interface DashboardThresholds {
  /** @default 5 */
  readonly edgeErrorPercent?: number;
  /** the smaller one of the load balancer's own and the targets' @default 10 */
  readonly errors?: number;
  /** milliseconds @default 2000 */
  readonly latency?: number;
  /** @default 100 */
  readonly wafBlocks?: number;
}

export interface DashboardProps {
  /** 1 to 255 letters, digits, _ and -, unique in the account; another name replaces the dashboard */
  readonly name: string;
  /** the load balancer's region */
  readonly region: string;
  /** `LoadBalancer.arnSuffix`: what metrics call it */
  readonly loadBalancer: string;
  /** `TargetGroup.arnSuffix` of each target group, by what the graph is to be called */
  readonly targetGroups: Readonly<Record<string, string>>;
  /** @default - no graphs of an edge */
  readonly distributionId?: string;
  /**
   * the web ACL in front of the distribution, as its metrics call it
   *
   * @default - no graph of it
   */
  readonly webAclMetricName?: string;
  /** @default - those of the alarms */
  readonly thresholds?: DashboardThresholds;
  /** @default "docs/runbooks/" */
  readonly runbooks?: string;
}

/** A dashboard is 24 columns wide. */
const COLUMNS = 24;
const HEIGHT = 6;

/**
 * One page with what the alarms look at: edge, load balancer, targets' health, and the lines at which alarms go off.
 *
 * @example
 * new Dashboard(this, "dashboard", {
 *   name: "shop-production",
 *   region: "eu-west-1",
 *   loadBalancer: loadBalancer.arnSuffix,
 *   targetGroups: { api: group.arnSuffix },
 *   distributionId: distribution.id,
 * });
 */
export class Dashboard extends Construct {
  readonly arn: string;
  readonly name: string;

  constructor(scope: Construct, id: string, props: DashboardProps) {
    super(scope, id);
    refuse(
      this,
      formProblems("name", props.name, /^[A-Za-z0-9_-]{1,255}$/, "have 1 to 255 letters, digits, _ or -"),
    );
    const dashboard = new CloudwatchDashboard(this, "Resource", {
      dashboardName: props.name,
      dashboardBody: JSON.stringify({ widgets: placed(rowsOf(props)) }),
    });
    this.arn = dashboard.dashboardArn;
    this.name = props.name;
  }
}

function rowsOf(props: DashboardProps): (readonly Widget[])[] {
  const { region, loadBalancer, distributionId, webAclMetricName, thresholds = {} } = props;
  const { edgeErrorPercent = 5, errors = 10, latency = 2000, wafBlocks = 100 } = thresholds;
  const edge = [
    ...(distributionId === undefined ? [] : edgeWidgets(distributionId, EDGE_REGION, edgeErrorPercent)),
    ...(webAclMetricName === undefined ? [] : webAclWidgets(webAclMetricName, EDGE_REGION, wafBlocks)),
  ];
  const hosts = Object.entries(props.targetGroups).map(([title, targetGroup]) =>
    hostWidget(title, region, { loadBalancer, targetGroup }),
  );
  return [
    [textWidget(`# ${props.name}\nWhat to do when an alarm goes off: ${props.runbooks ?? RUNBOOK_FOLDER}`)],
    ...(edge.length === 0 ? [] : [edge]),
    loadBalancerWidgets(loadBalancer, region, { errors, seconds: latency / 1000 }),
    ...inThrees(hosts),
  ];
}

function inThrees(widgets: readonly Widget[]): (readonly Widget[])[] {
  return widgets.length === 0 ? [] : [widgets.slice(0, 3), ...inThrees(widgets.slice(3))];
}

/** Each row is as wide as the dashboard; the text above is low. */
function placed(rows: readonly (readonly Widget[])[]) {
  const heights = rows.map(([first]) => (first?.type === "text" ? 2 : HEIGHT));
  return rows.flatMap((row, index) => {
    const y = heights.slice(0, index).reduce((sum, height) => sum + height, 0);
    const width = COLUMNS / row.length;
    return row.map((widget, column) => ({
      type: widget.type,
      x: column * width,
      y,
      width,
      height: heights[index],
      properties: widget.properties,
    }));
  });
}
