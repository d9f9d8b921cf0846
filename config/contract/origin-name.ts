import { show } from "../report";
import type { Rule } from "./rule";

export const originName: Rule = {
  id: "origin-name",
  reason:
    "CloudFront connects to the load balancer by the name origin.<domain.name>, which therefore cannot be a viewer's.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-web-values-specify.html#DownloadDistValuesDomainName",
  remedy: "Choose another alias.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain", "edge", "loadBalancer"],
  subject: ({ domain, edge }) => (edge.enabled ? `origin.${domain.name}` : "there is no edge"),
  check({ domain, edge, loadBalancer }, report) {
    const origin = `origin.${domain.name}`;
    // A VPC origin is no name: there is neither a record nor a certificate for one.
    if (!edge.enabled || loadBalancer.exposure === "private" || !domain.aliases.includes(origin)) return;
    report.problem({
      path: ["domain", "aliases", { value: origin }],
      wrong: "is the name by which CloudFront reaches the load balancer",
      found: show(origin),
      fix: "choose another name",
    });
  },
};
