import { LIMITS } from "../../modules/load-balancing/limits";
import { planRules } from "../../modules/load-balancing/rule-plan";
import type { Environment } from "../environment";
import type { Report, Rule } from "./rule";

/** AWS's limits of a listener's rules, seen before anything is built. */
export const listenerRules: Rule = {
  id: "listener-rules",
  reason: "A load balancer takes 100 rules, and five wildcards a rule, paths and hosts together.",
  reads: ["backends", "domain", "loadBalancer", "edge"],
  check(environment, report) {
    const rules = Object.keys(environment.backends).flatMap((name) => rulesOf(environment, name, report));
    // With `http: forward` each rule stands on both listeners; the quota is the load balancer's.
    const listeners = environment.loadBalancer.http === "forward" ? 2 : 1;
    const total = rules.length * listeners;
    if (total > LIMITS.RULES_PER_LOAD_BALANCER) {
      report.problem({
        path: ["backends"],
        wrong: `needs more than the ${LIMITS.RULES_PER_LOAD_BALANCER} listener rules that a load balancer takes`,
        found: `${total}: one for each path pattern and one to three hosts`,
        fix: "claim wider patterns, or redirect aliases with domain.redirectAliases: true",
      });
    }
  },
};

function rulesOf({ backends, domain, loadBalancer }: Environment, name: string, report: Report) {
  const backend = backends[name];
  if (backend === undefined) {
    return [];
  }
  const served = domain.redirectAliases ? [domain.name] : [domain.name, ...domain.aliases];
  const secret = loadBalancer.exposure === "cloudfront";
  const planned = planRules({ backend: name, hosts: backend.hosts ?? served, paths: backend.paths, secret });
  const said = new Set<string>();
  for (const { pattern, pathValues, hosts } of planned) {
    const wildcards = [...pathValues, ...hosts].join("").replace(/[^*?]/g, "").length;
    if (wildcards > LIMITS.WILDCARDS_PER_RULE && !said.has(pattern)) {
      said.add(pattern);
      report.problem({
        path: ["backends", name, "paths", backend.paths.indexOf(pattern)],
        wrong: `must have at most ${LIMITS.WILDCARDS_PER_RULE} wildcards, with those of its hosts`,
        found: `${wildcards} in ${JSON.stringify(pattern)}`,
        fix: "claim a wider pattern",
      });
    }
  }
  return planned;
}
