import { show } from "../../report";
import { withoutWildcard } from "../../schema/hostname";
import type { Claim, RuleAcross } from "./rule";

export const names: RuleAcross = {
  id: "one-owner-of-a-name",
  reason:
    "A name has one record and one validation record, which its wildcard shares: two owners would delete each other's.",
  page: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  remedy: "Leave each name, and its wildcard, to one environment.",
  reads: ["domain", "edge", "direct"],
  claims({ domain, edge, direct }) {
    const claims: Claim[] = [
      { key: domain.name, path: ["domain", "name"], found: domain.name },
      ...domain.aliases.map((alias) => ({
        key: withoutWildcard(alias),
        path: ["domain", "aliases", { value: alias }],
        found: alias,
      })),
    ];
    if (edge.enabled) {
      const origin = `origin.${domain.name}`;
      claims.push({
        key: origin,
        path: ["domain", "name"],
        found: `${domain.name}, whose load balancer is ${origin}`,
      });
    }
    if (direct !== undefined) {
      claims.push({ key: direct.name, path: ["direct", "name"], found: direct.name });
    }
    return claims;
  },
  problem: ({ path, found }, earlier) => ({
    path,
    wrong: `is a name of ${earlier} too, or shares a validation record with one`,
    found: show(found),
    fix: "leave each name, and its wildcard, to one environment",
  }),
};
