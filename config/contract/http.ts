import { show } from "../report";
import type { Rule } from "./rule";

export const http: Rule = {
  id: "http",
  reason:
    "CloudFront speaks HTTPS to the load balancer and redirects viewers itself: where only it gets in, port 80 is closed.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html",
  remedy: "Leave loadBalancer.http out, or set exposure: internet.",
  stage: "synth",
  waivable: "nothing",
  reads: ["edge", "loadBalancer"],
  subject: ({ loadBalancer }) => `port 80: ${loadBalancer.http}, exposure ${loadBalancer.exposure}`,
  check({ edge, loadBalancer }, report) {
    if (loadBalancer.exposure === "internet" || !edge.enabled || loadBalancer.http === "closed") return;
    report.problem({
      path: ["loadBalancer", "http"],
      wrong: "must be closed where only CloudFront reaches the load balancer",
      found: show(loadBalancer.http),
      fix: "remove the key, or set exposure: internet",
    });
  },
};
