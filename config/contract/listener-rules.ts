import { LIMITS } from "../../modules/load-balancing/limits";
import { type PlannedRule, planRules } from "../../modules/load-balancing/rule-plan";
import type { Environment } from "../environment";
import type { Report, Rule } from "./rule";

/** AWS's limits of a listener's rules, seen before anything is built. */
export const listenerRules: Rule = {
  id: "listener-rules",
  reason: "A listener rule takes five wildcards, paths and hosts together, and no quota raises that.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html",
  remedy: "Claim a wider pattern.",
  stage: "synth",
  waivable: "nothing",
  reads: ["backends", "domain", "loadBalancer", "edge"],
  subject: ({ backends }) => `the rules of ${Object.keys(backends).join(", ")}`,
  check(environment, report) {
    for (const name of Object.keys(environment.backends)) {
      wildcards(environment, name, report);
    }
  },
};

/** The rules of one backend, as they will be cut. */
export function rulesOf(
  { backends, domain, loadBalancer }: Environment,
  name: string,
): readonly PlannedRule[] {
  const backend = backends[name];
  if (backend === undefined) return [];
  const served = domain.redirectAliases ? [domain.name] : [domain.name, ...domain.aliases];
  const secret = loadBalancer.exposure === "cloudfront";
  return planRules({ backend: name, hosts: backend.hosts ?? served, paths: backend.paths, secret });
}

function wildcards(environment: Environment, name: string, report: Report): void {
  const said = new Set<string>();
  for (const { pattern, pathValues, hosts } of rulesOf(environment, name)) {
    const count = [...pathValues, ...hosts].join("").replace(/[^*?]/g, "").length;
    if (count <= LIMITS.WILDCARDS_PER_RULE || said.has(pattern)) continue;
    said.add(pattern);
    report.problem({
      path: ["backends", name, "paths", environment.backends[name]?.paths.indexOf(pattern) ?? 0],
      wrong: `must have at most ${LIMITS.WILDCARDS_PER_RULE} wildcards, with those of its hosts`,
      found: `${count} in ${JSON.stringify(pattern)}`,
      fix: "claim a wider pattern",
    });
  }
}
