import type { Construct } from "constructs";
import { AlarmTopic } from "../modules/observability/alarm-topic";
import { CertificateAlarm } from "../modules/observability/certificate-alarm";
import { Dashboard } from "../modules/observability/dashboard";
import { EdgeAlarms } from "../modules/observability/edge-alarms";
import { HostAlarms } from "../modules/observability/host-alarms";
import { LoadBalancerAlarms } from "../modules/observability/load-balancer-alarms";
import type { Alarmed } from "./alarmed";
import type { BackendTier } from "./backend-tier";
import type { Certificates } from "./certificates";
import type { Edge } from "./edge";
import { NAME_LIMITS, resourceName } from "./names";
import { usEast1Provider } from "./providers";
import type { Serving } from "./web-stack";

/** The ARNs of the topics that hear of alarms: each is of one region, as its alarms are. */
export interface AlarmTopics {
  readonly regional: string;
  /** in us-east-1; undefined without an edge */
  readonly edge?: string;
}

/** What the dashboard shows, by what metrics call it. */
export interface Shown {
  readonly loadBalancer: string;
  readonly targetGroups: Readonly<Record<string, string>>;
  /** undefined without an edge */
  readonly distributionId?: string;
  readonly webAclMetricName?: string;
}

/** Those that the environment names, or one made in each region that has alarms. */
export function createAlarmTopics(scope: Construct, environment: Alarmed): AlarmTopics {
  const { alarms, edge, region } = environment;
  const { email, topicArn, edgeTopicArn } = alarms;
  if (topicArn !== undefined) {
    return { regional: topicArn, edge: edge.enabled ? edgeTopicArn : undefined };
  }
  const props = { name: resourceName(environment, "alarms", NAME_LIMITS.topic), email };
  const regional = new AlarmTopic(scope, "alarms", props).arn;
  if (!edge.enabled || region === "us-east-1") {
    return { regional, edge: edge.enabled ? regional : undefined };
  }
  const provider = usEast1Provider(scope, environment);
  return { regional, edge: new AlarmTopic(scope, "alarms_us_east_1", { ...props, provider }).arn };
}

/** For both certificates, requested here or brought along, each in its region. */
export function createCertificateAlarms(
  scope: Construct,
  environment: Alarmed,
  topics: AlarmTopics,
  { viewerArn, regionalArn }: Pick<Certificates, "viewerArn" | "regionalArn">,
): void {
  const days = environment.alarms.thresholds.certificateDays;
  new CertificateAlarm(scope, "regional_expiry", {
    ...namesOf(environment, "regional"),
    topicArn: topics.regional,
    certificateArn: regionalArn,
    days,
  });
  if (viewerArn !== undefined && topics.edge !== undefined) {
    new CertificateAlarm(scope, "viewer_expiry", {
      ...namesOf(environment, "viewer"),
      topicArn: topics.edge,
      certificateArn: viewerArn,
      days,
      provider: usEast1Provider(scope, environment),
    });
  }
}

/** For the load balancer, and the targets of each group behind it. */
export function createBackendAlarms(
  scope: Construct,
  environment: Alarmed,
  topicArn: string,
  backends: BackendTier,
): void {
  const { thresholds } = environment.alarms;
  const { loadBalancer, targetGroups } = metricsOf(backends);
  // Not called after the load balancer: that of another exposure would be an alarm of the same name, and the first of
  // the two is deleted after the second has been put.
  new LoadBalancerAlarms(scope, "balancer_alarms", {
    ...namesOf(environment, ""),
    topicArn,
    loadBalancer,
    ownErrors: thresholds.loadBalancer5xx,
    targetErrors: thresholds.target5xx,
    latency: thresholds.latencyMilliseconds,
  });
  for (const [title, targetGroup] of Object.entries(targetGroups)) {
    new HostAlarms(scope, `backend_${title}_alarms`, {
      ...namesOf(environment, title.replaceAll("_", "-")),
      topicArn,
      loadBalancer,
      targetGroup,
    });
  }
}

/** For what viewers get of the distribution. */
export function createEdgeAlarms(scope: Construct, environment: Alarmed, topicArn: string, edge: Edge): void {
  const { thresholds } = environment.alarms;
  new EdgeAlarms(scope, "edge_alarms", {
    ...namesOf(environment, ""),
    topicArn,
    distributionId: edge.distribution.id,
    errorPercent: thresholds.edge5xxPercent,
    webAclMetricName: edge.webAcl?.metricName,
    wafBlocks: thresholds.wafBlocks,
    provider: usEast1Provider(scope, environment),
  });
}

/** What metrics call the load balancer and its target groups. */
export function metricsOf({ loadBalancer, targetGroups }: BackendTier): Shown {
  const suffixes = Object.entries(targetGroups).flatMap(([name, { https, http }]) => [
    [name, https.group.arnSuffix],
    ...(http === undefined ? [] : [[`${name}_http`, http.group.arnSuffix]]),
  ]);
  return { loadBalancer: loadBalancer.arnSuffix, targetGroups: Object.fromEntries(suffixes) };
}

/** All that the dashboard shows. */
export function shownOf({ backends, edge }: Pick<Serving, "backends" | "edge">): Shown {
  return {
    ...metricsOf(backends),
    ...(edge && { distributionId: edge.distribution.id, webAclMetricName: edge.webAcl?.metricName }),
  };
}

/** @returns undefined where the environment wants none */
export function createDashboard(scope: Construct, environment: Alarmed, shown: Shown): Dashboard | undefined {
  const { dashboard, runbooks, thresholds } = environment.alarms;
  if (!dashboard) {
    return undefined;
  }
  return new Dashboard(scope, "dashboard", {
    name: resourceName(environment, "", NAME_LIMITS.dashboard),
    region: environment.region,
    ...shown,
    runbooks,
    thresholds: {
      edgeErrorPercent: thresholds.edge5xxPercent,
      errors: Math.min(thresholds.loadBalancer5xx, thresholds.target5xx),
      latency: thresholds.latencyMilliseconds,
      wafBlocks: thresholds.wafBlocks,
    },
  });
}

function namesOf(environment: Alarmed, about: string) {
  return {
    namePrefix: resourceName(environment, about, NAME_LIMITS.alarmPrefix),
    runbooks: environment.alarms.runbooks,
  };
}
