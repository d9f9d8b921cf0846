import { show } from "../report";
import { VPC_ORIGINS_PAGE } from "../vpc-origin-zones";
import type { Rule } from "./rule";

export const privateExposure: Rule = {
  id: "private-exposure",
  reason:
    "CloudFront calls a VPC origin over IPv4 alone, and a load balancer without a public address serves nobody else.",
  page: VPC_ORIGINS_PAGE,
  remedy: "Leave loadBalancer.ipAddressType out: viewers reach CloudFront over IPv6 all the same.",
  stage: "synth",
  waivable: "nothing",
  reads: ["loadBalancer"],
  subject: ({ loadBalancer }) => `exposure ${loadBalancer.exposure}, ${loadBalancer.ipAddressType}`,
  check({ loadBalancer }, report) {
    if (loadBalancer.exposure !== "private" || loadBalancer.ipAddressType === "ipv4") return;
    report.problem({
      path: ["loadBalancer", "ipAddressType"],
      wrong: "must be ipv4 where the exposure is private: CloudFront calls a VPC origin over IPv4 alone",
      found: show(loadBalancer.ipAddressType),
      fix: "remove the key: viewers reach CloudFront over IPv6 all the same",
    });
  },
};
