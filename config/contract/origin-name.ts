import { show } from "../report";
import type { Rule } from "./rule";

export const originName: Rule = {
  id: "origin-name",
  reason:
    "CloudFront connects to the load balancer by the name origin.<domain.name>, which therefore cannot be a viewer's.",
  reads: ["domain", "edge"],
  check({ domain, edge }, report) {
    const origin = `origin.${domain.name}`;
    if (!edge.enabled || !domain.aliases.includes(origin)) return;
    report.problem({
      path: ["domain", "aliases", { value: origin }],
      wrong: "is the name by which CloudFront reaches the load balancer",
      found: show(origin),
      fix: "choose another name",
    });
  },
};
