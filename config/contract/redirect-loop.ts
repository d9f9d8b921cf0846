import { withoutWildcard } from "../schema/hostname";
import type { Rule } from "./rule";

export const redirectLoop: Rule = {
  id: "redirect-loop",
  reason:
    "A load balancer redirects by host pattern alone: one that holds the name would redirect it to itself.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
  remedy: "List the aliases one by one, or serve them.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain", "edge"],
  subject: ({ domain }) =>
    domain.redirectAliases ? `redirected: ${domain.aliases.join(", ") || "none"}` : "aliases are served",
  check({ domain, edge }, report) {
    if (edge.enabled || !domain.redirectAliases) return;
    for (const alias of domain.aliases) {
      if (alias.startsWith("*.") && domain.name.endsWith(`.${withoutWildcard(alias)}`)) {
        report.problem({
          path: ["domain", "aliases", { value: alias }],
          wrong: "takes in domain.name, which would be redirected to itself",
          found: JSON.stringify(alias),
          fix: "list the aliases one by one, set redirectAliases: false, or use the edge",
        });
      }
    }
  },
};
