import { ORIGIN_READ_TIMEOUT } from "../../modules/edge/origin-limits";
import type { Rule } from "./rule";

export const timeouts: Rule = {
  id: "timeouts",
  reason:
    "A load balancer that gives up before CloudFront does answers 504 to a request that CloudFront still waits for.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout",
  remedy: "Raise loadBalancer.idleTimeout to what CloudFront waits, 60 seconds, or above.",
  stage: "synth",
  waivable: "warnings",
  reads: ["edge", "loadBalancer"],
  subject: ({ edge, loadBalancer }) =>
    edge.enabled
      ? `CloudFront waits ${ORIGIN_READ_TIMEOUT} s, the load balancer ${loadBalancer.idleTimeout} s`
      : `the load balancer waits ${loadBalancer.idleTimeout} s, without an edge`,
  check({ edge, loadBalancer }, report) {
    if (!edge.enabled || loadBalancer.idleTimeout >= ORIGIN_READ_TIMEOUT) return;
    report.warning({
      path: ["loadBalancer", "idleTimeout"],
      wrong: `is below the ${ORIGIN_READ_TIMEOUT} seconds that CloudFront waits for an answer: slower ones end with 504`,
      found: String(loadBalancer.idleTimeout),
      fix: `write ${ORIGIN_READ_TIMEOUT} or more`,
    });
  },
};
