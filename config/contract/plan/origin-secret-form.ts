import type { LaterRule } from "../rule";

export const originSecretForm: LaterRule = {
  id: "origin-secret-form",
  reason: "The load balancer compares without case and reads * and ? as wildcards.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#http-header-conditions",
  remedy: "Make the secret with ./gatehouse secret.",
  stage: "plan",
  waivable: "nothing",
  reads: ["loadBalancer", "dns"],
  asks: ({ loadBalancer, dns }) =>
    loadBalancer.exposure === "cloudfront" && dns.stage !== "request"
      ? "that there is a secret of 32 to 128 of a-z, 0-9 and - (condition of output.origin_secret_header or of the parameter)"
      : undefined,
};
