import type { Environment } from "../environment";
import type { Rule } from "./rule";

/** What only a distribution can do. */
const FEATURES = ["waf", "logs", "geo"] as const;

export const edgeFeatures: Rule = {
  id: "edge-features",
  reason: "Web ACL, logs and countries of the edge belong to the distribution: without one they do nothing.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html",
  remedy: "Remove the key, or switch the edge on.",
  stage: "synth",
  waivable: "nothing",
  reads: ["edge"],
  subject: ({ edge }) => `edge.enabled ${edge.enabled}, with ${asked(edge).join(", ") || "none of them"}`,
  check({ edge }, report) {
    if (edge.enabled) return;
    for (const key of asked(edge)) {
      report.problem({
        path: ["edge", key],
        wrong: "needs the distribution, and edge.enabled is false",
        fix: "remove it, or set edge.enabled to true",
      });
    }
  },
};

function asked(edge: Environment["edge"]) {
  return FEATURES.filter((key) => edge[key] !== undefined);
}
