import { show } from "../../report";
import type { RuleAcross } from "./rule";

export const zones: RuleAcross = {
  id: "one-creator-of-a-zone",
  reason: "Two zones of one name have different name servers, and only one of them answers.",
  page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html",
  remedy: "Write dns: {type: existing} in all environments but one.",
  reads: ["domain", "dns"],
  claims: ({ dns }) =>
    dns.type === "create" ? [{ key: dns.zone, path: ["dns", "zone"], found: dns.zone }] : [],
  problem: ({ path, found }, earlier) => ({
    path,
    wrong: `is a zone that ${earlier} creates too`,
    found: show(found),
    fix: "write dns: {type: existing} in one of them",
  }),
};
