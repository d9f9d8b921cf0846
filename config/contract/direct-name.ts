import { getDomain } from "tldts";
import type { Environment } from "../environment";
import { commonSuffix } from "../fill";
import { show } from "../report";
import type { Rule } from "./rule";

/** A record of a name that viewers use would take them from what serves, or be refused half-way through an apply. */
export const directName: Rule = {
  id: "direct-name",
  stage: "synth",
  waivable: "nothing",
  reason: "The direct name is a record of its own in the zone, beside those that viewers and CloudFront use.",
  page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values-basic.html",
  remedy: "Choose another name within the zone.",
  reads: ["direct", "domain", "dns", "edge", "loadBalancer"],
  subject: ({ direct }) => (direct === undefined ? "there is no direct name" : direct.name),
  check(environment, report) {
    const { direct } = environment;
    if (direct === undefined) return;
    const fault = takenBy(direct.name, environment) ?? outsideOf(direct.name, environment);
    if (fault !== undefined) {
      report.problem({ path: ["direct", "name"], found: show(direct.name), ...fault });
    }
  },
};

type Fault = { readonly wrong: string; readonly fix: string };

function takenBy(name: string, { domain, edge, loadBalancer }: Environment): Fault | undefined {
  const fix = "choose another name, such as ssh.";
  if (name === domain.name || domain.aliases.includes(name)) {
    return { wrong: "is a name that viewers use", fix: `${fix}${domain.name}` };
  }
  const hasOriginName = edge.enabled && loadBalancer.exposure !== "private";
  return hasOriginName && name === `origin.${domain.name}`
    ? { wrong: "is the name by which CloudFront reaches the load balancer", fix: `${fix}${domain.name}` }
    : undefined;
}

/** Of a zone that is looked for at each plan it is known that it is no longer than what the viewers' names share. */
function outsideOf(name: string, { domain, dns }: Environment): Fault | undefined {
  const zone = dns.zone;
  if (zone !== undefined && getDomain(zone) !== null) {
    return isWithin(name, zone)
      ? undefined
      : { wrong: `does not lie in the zone ${zone}`, fix: `write a name that ends with .${zone}` };
  }
  if (dns.type === "existing" && dns.zoneId === undefined) {
    const longest = commonSuffix([domain.name, ...domain.aliases]);
    return isWithin(name, longest)
      ? undefined
      : {
          wrong: `may lie outside of the zone, which could be ${longest}`,
          fix: `write a name that ends with .${longest}, or name the zone: dns: {type: existing, zone: ...}`,
        };
  }
  const own = getDomain(domain.name);
  return own === null || getDomain(name) === own
    ? undefined
    : { wrong: `shares no zone with ${domain.name}`, fix: `write a name below ${own}` };
}

function isWithin(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}
