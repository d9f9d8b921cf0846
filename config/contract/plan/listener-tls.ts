import type { LaterRule } from "../rule";

export const listenerTls: LaterRule = {
  id: "listener-tls",
  reason:
    "CloudFront offers the load balancer TLS 1.2: a listener that takes none of it answers every request with 502.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
  remedy: "Give the listener a policy that takes TLS 1.2, such as ELBSecurityPolicy-TLS13-1-2-Res-2021-06.",
  stage: "plan",
  waivable: "nothing",
  reads: ["edge", "dns"],
  asks: ({ edge, dns }) =>
    edge.enabled && dns.stage !== "request"
      ? "the policy that the listener has in the plan (postcondition of the HTTPS listener)"
      : undefined,
};
