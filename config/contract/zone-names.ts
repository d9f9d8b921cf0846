import { getDomain } from "tldts";
import { type Path, show } from "../report";
import { withoutWildcard } from "../schema/hostname";
import type { Rule } from "./rule";

export const zoneNames: Rule = {
  id: "zone-names",
  reason: "One zone holds the records of every name, so every name must lie in it.",
  page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html",
  remedy: "Write names that end with the zone's, or give the others an environment of their own.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain", "dns"],
  subject: ({ domain }) => [domain.name, ...domain.aliases].join(", "),
  check({ domain, dns }, report) {
    const names: readonly (readonly [string, Path])[] = [
      [domain.name, ["domain", "name"]],
      ...domain.aliases.map((alias) => [alias, ["domain", "aliases", { value: alias }]] as const),
    ];
    const own = getDomain(domain.name);
    // of names that share no zone, the default of a created one would be empty or a top-level domain
    const zone = dns.type === "create" && getDomain(dns.zone) === null ? undefined : dns.zone;
    for (const [name, path] of names) {
      const plain = withoutWildcard(name);
      if (zone !== undefined && plain !== zone && !plain.endsWith(`.${zone}`)) {
        report.problem({
          path,
          wrong: `does not lie in the zone ${zone}`,
          found: show(name),
          fix: `write a name that ends with .${zone}, or correct dns.zone`,
        });
      } else if (zone === undefined && dns.type !== "external" && own !== null && getDomain(plain) !== own) {
        report.problem({
          path,
          wrong: `shares no zone with ${domain.name}`,
          found: show(name),
          fix: `write a name below ${own}, or give this one an environment of its own`,
        });
      }
    }
  },
};
