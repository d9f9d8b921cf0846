import type { Rule } from "./rule";

export const originSecret: Rule = {
  id: "origin-secret",
  reason: "Only a load balancer that CloudFront alone reaches demands the secret.",
  reads: ["loadBalancer", "edge"],
  check({ loadBalancer }, report) {
    if (loadBalancer.exposure === "cloudfront" || loadBalancer.originSecret.ssm === undefined) return;
    report.warning({
      path: ["loadBalancer", "originSecret", "ssm"],
      wrong: "is not read where the exposure is internet",
      fix: "remove it, or set exposure: cloudfront",
    });
  },
};
