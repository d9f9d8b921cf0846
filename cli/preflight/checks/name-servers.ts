import { type Finding, fail, ok, skipped, warning } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";

const CHECK = "name servers";

/**
 * Whether those who ask for the zone's name come to the zone. ACM asks as everyone does: while they do not, it waits for
 * 75 minutes and the apply fails.
 */
export const nameServers: Check = {
  id: "name-servers",
  wait: "asking who serves the zone",
  permissions: ["route53:ListHostedZones", "route53:GetHostedZone"],
  async run(look) {
    const zone = await look.zone();
    switch (zone.kind) {
      case "external":
        return [skipped(CHECK, "not needed: dns.type is external, the zone is someone else's")];
      case "missing":
        return [isToBeMade(look) ? skipped(CHECK, toBeMade(zone.why)) : fail(CHECK, zone.why, zone.mend)];
      case "found":
        return [await compare(look, zone)];
    }
  },
};

function isToBeMade({ environment: { dns } }: Look): boolean {
  return dns.type === "create" && dns.stage === "request";
}

function toBeMade(why: string): string {
  return `${why} yet: this stage makes it, and prints the name servers for the registrar`;
}

interface Zone {
  readonly id: string;
  readonly name: string;
  readonly nameServers: readonly string[];
}

async function compare({ dns, environment }: Look, { id, name, nameServers: own }: Zone): Promise<Finding> {
  const answer = await dns.ns(name);
  const set = `set these name servers of ${id} at the registrar of ${name}: ${own.join(" ")}`;
  // What is requested now is awaited only by the next stage.
  const bad = environment.dns.stage === "request" ? warning : fail;
  switch (answer.kind) {
    case "unanswered":
      return skipped(CHECK, answer.reason, `dig +short NS ${name}, from a network that may ask`);
    case "none":
      return bad(CHECK, `${name} has no name servers: it is not registered, or not delegated`, set);
    case "failed":
      return bad(
        CHECK,
        `the name servers that ${name} is delegated to do not serve it (${answer.reason})`,
        set,
      );
    case "records": {
      const live = [...answer.records].sort();
      const others = live.filter((each) => !own.includes(each));
      const silent = own.filter((each) => !live.includes(each));
      if (others.length === 0 && silent.length === 0) {
        return ok(CHECK, `${name} is served by ${id}, says ${dns.source}`);
      }
      if (others.length < live.length) {
        const odd = [
          ...others.map((each) => `${each} is none of the zone's`),
          ...silent.map((each) => `${each} is left out`),
        ];
        return warning(CHECK, `${name}: ${odd.join(", ")}`, set);
      }
      return bad(CHECK, `${name} is served by ${live.join(", ")}, not by ${id}`, set);
    }
  }
}
