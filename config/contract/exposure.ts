import { show } from "../report";
import type { Rule } from "./rule";

export const exposure: Rule = {
  id: "exposure",
  reason: "A load balancer that only CloudFront reaches serves nobody when there is no distribution.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  remedy: "Leave loadBalancer.exposure out: its default fits edge.enabled.",
  stage: "synth",
  waivable: "warnings",
  reads: ["edge", "loadBalancer"],
  subject: ({ edge, loadBalancer }) =>
    `exposure ${loadBalancer.exposure}, ${edge.enabled ? "with" : "without"} an edge`,
  check({ edge, loadBalancer }, report) {
    const path = ["loadBalancer", "exposure"];
    if (loadBalancer.exposure !== "internet" && !edge.enabled) {
      report.problem({
        path,
        wrong: "must be internet where edge.enabled is false",
        found: show(loadBalancer.exposure),
        fix: "write internet, or remove the key",
      });
    }
    if (loadBalancer.exposure === "internet" && edge.enabled) {
      report.warning({
        path,
        wrong: "lets anyone reach the load balancer past CloudFront",
        fix: "remove the key to let in CloudFront alone",
      });
    }
  },
};
