import { LIMITS } from "../../modules/load-balancing/limits";
import type { Environment } from "../environment";
import { rulesOf } from "./listener-rules";
import type { Rule } from "./rule";

export const ruleQuota: Rule = {
  id: "rule-quota",
  reason:
    "A load balancer takes 100 rules, of all its listeners together, until the account's quota is raised.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
  remedy: "Claim wider patterns, redirect the aliases, or have the quota raised and waive the rule.",
  stage: "synth",
  waivable: "everything",
  reads: ["backends", "domain", "loadBalancer", "edge"],
  subject: (environment) => `${countOf(environment)} rules`,
  check(environment, report) {
    const total = countOf(environment);
    if (total <= LIMITS.RULES_PER_LOAD_BALANCER) return;
    report.problem({
      path: ["backends"],
      wrong: `needs more than the ${LIMITS.RULES_PER_LOAD_BALANCER} listener rules that a load balancer takes`,
      found: `${total}: one for each path pattern and one to three hosts`,
      fix: "claim wider patterns, or redirect aliases with domain.redirectAliases: true",
    });
  },
};

/** With `http: forward` each rule stands on both listeners; the quota is the load balancer's. */
function countOf(environment: Environment): number {
  const rules = Object.keys(environment.backends).flatMap((name) => rulesOf(environment, name));
  return rules.length * (environment.loadBalancer.http === "forward" ? 2 : 1);
}
