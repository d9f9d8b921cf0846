import type { LaterRule } from "../rule";

export const timeoutsInPlace: LaterRule = {
  id: "timeouts-in-place",
  reason:
    "Whoever waits longest must be nearest to the viewer's end of the connection, or there are 502 and 504.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html#connection-idle-timeout",
  remedy:
    "Let the timeouts rise from the application to CloudFront's, the load balancer's and the deregistration delay.",
  stage: "plan",
  waivable: "warnings",
  reads: ["edge", "dns"],
  asks: ({ dns }) =>
    dns.stage === "request" ? undefined : "the timeouts that the resources have in the plan (check.timeouts)",
};
