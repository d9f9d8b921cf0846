import { partsOfArn } from "../schema/aws";
import type { Report, Rule } from "./rule";

/** The region that has the metrics of CloudFront. */
const EDGE_REGION = "us-east-1";

export const alarmTopics: Rule = {
  id: "alarm-topics",
  reason:
    "An alarm stands in the region of its metric and notifies a topic of that region alone: CloudFront's are in us-east-1.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html",
  remedy: "Name a topic of each region, or an email, for which both are made.",
  stage: "synth",
  waivable: "nothing",
  reads: ["alarms", "region", "edge"],
  subject({ alarms }) {
    if (alarms === undefined) return "there are no alarms";
    const { email, topicArn, edgeTopicArn } = alarms;
    return email === undefined
      ? [topicArn, edgeTopicArn].filter((arn) => arn !== undefined).join(", ")
      : "topics are made";
  },
  check({ alarms, region, edge }, report) {
    if (alarms?.topicArn === undefined) return;
    checkRegion("topicArn", alarms.topicArn, region, report);
    const path = ["alarms", "edgeTopicArn"];
    if (alarms.edgeTopicArn !== undefined) {
      checkRegion("edgeTopicArn", alarms.edgeTopicArn, EDGE_REGION, report);
    } else if (edge.enabled) {
      report.problem({
        path,
        wrong: `is missing: alarms of CloudFront stand in ${EDGE_REGION} and notify no topic of ${region}`,
        fix: `name a topic in ${EDGE_REGION}, or write email in place of topicArn`,
      });
    }
    if (!edge.enabled && alarms.edgeTopicArn !== undefined && alarms.edgeTopicArn !== alarms.topicArn) {
      report.problem({
        path,
        wrong: "is of use to alarms of CloudFront alone, and edge.enabled is false",
        fix: "remove it",
      });
    }
  },
};

function checkRegion(key: string, arn: string, region: string, report: Report): void {
  const found = partsOfArn(arn).region;
  if (found === region) return;
  report.problem({
    path: ["alarms", key],
    wrong: `must be a topic in ${region}, where its alarms stand`,
    found: `one in ${found}`,
    fix: `make a topic in ${region}, and subscribe to it what the other one notifies`,
  });
}
