import { certificateNames } from "../certificate-names";
import type { Environment } from "../environment";
import type { Rule } from "./rule";

/** https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html */
const NAMES = 10;

export const certificateQuota: Rule = {
  id: "certificate-quota",
  reason:
    "ACM takes ten names a certificate until the account's quota is raised, the load balancer's own name among them.",
  page: "https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html",
  remedy:
    "List fewer names or a wildcard, bring certificates of your own, or have the quota raised and waive the rule.",
  stage: "synth",
  waivable: "everything",
  reads: ["domain", "edge", "loadBalancer", "certificates"],
  subject: (environment) => `${mostNames(environment)} names in the larger of those that are requested`,
  check(environment, report) {
    const most = mostNames(environment);
    if (most <= NAMES) return;
    report.problem({
      path: ["domain", "aliases"],
      wrong: `needs a certificate of more than ${NAMES} names, ACM's default quota`,
      found: `${most} names`,
      fix: `list fewer or a wildcard, or have the quota raised and waive certificate-quota`,
    });
  },
};

function mostNames(environment: Environment): number {
  const { certificates } = environment;
  const { viewer, regional } = certificateNames(environment);
  return Math.max(
    certificates.viewer === undefined ? viewer.length : 0,
    certificates.regional === undefined ? regional.length : 0,
  );
}
