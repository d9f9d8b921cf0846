import { show } from "../../report";
import type { RuleAcross } from "./rule";

export const zones: RuleAcross = {
  id: "one-creator-of-a-zone",
  reason: "Two zones of one name have different name servers, and only one of them answers.",
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
