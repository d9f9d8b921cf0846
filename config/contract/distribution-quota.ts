import { withBarePath } from "../../modules/edge/path-patterns";
import type { Environment } from "../environment";
import type { Rule } from "./rule";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions */
const BEHAVIOURS = 75;
const NAMES = 100;

export const distributionQuota: Rule = {
  id: "distribution-quota",
  reason: "A distribution takes 75 behaviours and 100 names until the account's quotas are raised.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions",
  remedy: "Claim wider patterns or list fewer names, or have the quota raised and waive the rule.",
  stage: "synth",
  waivable: "everything",
  reads: ["domain", "edge", "site", "backends"],
  subject: (environment) =>
    environment.edge.enabled
      ? `${behavioursOf(environment)} behaviours, ${environment.domain.aliases.length + 1} names`
      : "there is no edge",
  check(environment, report) {
    const { edge, domain } = environment;
    if (!edge.enabled) return;
    const behaviours = behavioursOf(environment);
    if (behaviours > BEHAVIOURS) {
      report.problem({
        path: ["backends"],
        wrong: `needs more than the ${BEHAVIOURS} behaviours that a distribution takes by default`,
        found: `${behaviours}: one for each pattern, its bare form, and the default`,
        fix: "claim wider patterns, or have the quota raised and waive distribution-quota",
      });
    }
    if (domain.aliases.length + 1 > NAMES) {
      report.problem({
        path: ["domain", "aliases"],
        wrong: `gives the distribution more than the ${NAMES} names that it takes by default`,
        found: `${domain.aliases.length + 1} names`,
        fix: "list fewer or a wildcard, or have the quota raised and waive distribution-quota",
      });
    }
  },
};

function behavioursOf({ site, backends }: Environment): number {
  const patterns = Object.values(backends).flatMap(({ paths }) => paths);
  const all = [...patterns.flatMap(withBarePath), ...(site?.assets ?? [])];
  return new Set([...all, "/*"]).size;
}
