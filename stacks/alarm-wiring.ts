import { TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Alarmed } from "./alarmed";
import {
  type AlarmTopics,
  createAlarmTopics,
  createBackendAlarms,
  createCertificateAlarms,
  createDashboard,
  createEdgeAlarms,
  metricsOf,
  type Shown,
  shownOf,
} from "./alarms";
import type { LayerStack } from "./layer-stack";
import type { LayeredEnvironment } from "./layered-environment";
import type { Serving, WebStack } from "./web-stack";

/** The alarms of an environment that is one stack. */
export function alarmStack(stack: WebStack, environment: Alarmed, serving: Serving): void {
  const topics = createAlarmTopics(stack, environment);
  createCertificateAlarms(stack, environment, topics, stack.certificates);
  createBackendAlarms(stack, environment, topics.regional, serving.backends);
  if (serving.edge !== undefined && topics.edge !== undefined) {
    createEdgeAlarms(stack, environment, topics.edge, serving.edge);
  }
  describeTopics(stack, environment, topics);
  describeDashboard(stack, environment, shownOf(serving));
}

/**
 * Each alarm stands in the layer of what it watches, and the topics in the first one, network, where the certificates
 * are. The dashboard shows all layers, so it stands in the last one, dns.
 */
export function alarmLayers(
  { layers, certificates }: LayeredEnvironment,
  environment: Alarmed,
  serving: Serving,
): void {
  const { network, backend, edge, dns } = layers;
  const topics = createAlarmTopics(network, environment);
  createCertificateAlarms(network, environment, topics, certificates);
  describeTopics(network, environment, topics);
  if (backend === undefined || dns === undefined) {
    return;
  }
  const topic = network.offer("alarm_topic_arn", topics.regional, "The topic of the region's alarms");
  createBackendAlarms(backend, environment, topic, serving.backends);
  if (edge !== undefined && serving.edge !== undefined && topics.edge !== undefined) {
    const edgeTopic = network.offer("edge_alarm_topic_arn", topics.edge, "The topic of CloudFront's alarms");
    createEdgeAlarms(edge, environment, edgeTopic, serving.edge);
  }
  describeDashboard(dns, environment, offeredMetrics(backend, edge, serving));
}

function offeredMetrics(backend: LayerStack, edge: LayerStack | undefined, serving: Serving): Shown {
  const { loadBalancer, targetGroups } = metricsOf(serving.backends);
  const { distributionId, webAclMetricName } = shownOf(serving);
  const offeredGroups = Object.entries(targetGroups).map(([title, suffix]) => [
    title,
    backend.offer(`${title}_targets_metric_name`, suffix, `What metrics call the target group of ${title}`),
  ]);
  return {
    loadBalancer: backend.offer(
      "load_balancer_metric_name",
      loadBalancer,
      "What metrics call the load balancer",
    ),
    targetGroups: Object.fromEntries(offeredGroups),
    ...(edge !== undefined &&
      distributionId !== undefined && {
        distributionId: edge.offer("distribution_id", distributionId, "The CloudFront distribution"),
        webAclMetricName,
      }),
  };
}

function describeTopics(scope: Construct, { alarms, region }: Alarmed, topics: AlarmTopics): void {
  if (alarms.email !== undefined) {
    new TerraformOutput(scope, "alarm_topic_arns", {
      value: { [region]: topics.regional, ...(topics.edge !== undefined && { "us-east-1": topics.edge }) },
      description:
        "Topics of the alarms by region. AWS has sent a mail for each: until its link is followed, within 48 hours, " +
        "nobody hears of an alarm",
    });
  }
}

function describeDashboard(scope: Construct, environment: Alarmed, shown: Shown): void {
  const dashboard = createDashboard(scope, environment, shown);
  if (dashboard !== undefined) {
    const { region } = environment;
    new TerraformOutput(scope, "dashboard_url", {
      value: `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}#dashboards/dashboard/${dashboard.name}`,
      description: "The dashboard, for whoever is signed in to AWS's console",
    });
  }
}
