import type { Rule } from "./rule";

export const originSecret: Rule = {
  id: "origin-secret",
  reason: "Only a load balancer that CloudFront alone reaches demands the secret.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  remedy: "Remove loadBalancer.originSecret, or set exposure: cloudfront.",
  stage: "synth",
  waivable: "warnings",
  reads: ["loadBalancer", "edge"],
  subject: ({ loadBalancer }) => loadBalancer.originSecret.ssm ?? "no parameter is named",
  check({ loadBalancer: { exposure, originSecret } }, report) {
    if (exposure === "cloudfront" || originSecret.ssm === undefined) return;
    report.warning({
      path: ["loadBalancer", "originSecret", "ssm"],
      wrong: `is not read where the exposure is ${exposure}`,
      fix: "remove it, or set exposure: cloudfront",
    });
  },
};
