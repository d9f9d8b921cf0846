import { getDomainWithoutSuffix } from "tldts";
import { withoutWildcard } from "../../config/schema/hostname";
import type { Asked } from "./arguments";
import type { Dns, Say } from "./draft";
import { checkDomain, checkProject } from "./flags";
import type { Interview } from "./interview";
import type { Sight, Zone } from "./seen";

/** The name that viewers type; undefined where it stays open. */
export async function decideDomain(
  { domain, zoneId }: Asked,
  zones: Sight<Zone>,
  interview: Interview,
  say: Say,
): Promise<string | undefined> {
  if (domain !== undefined) {
    say("domain", domain);
    return domain;
  }
  const named = zones.items.filter(({ id }) => zoneId === undefined || id === zoneId);
  const names = [...new Set(named.map(({ name }) => name))];
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) {
    say("domain", `${only}, the zone's name; --domain names another`);
    return only;
  }
  return interview.text({
    flag: "--domain NAME",
    ask: "Which name do viewers type? That of a zone, or one below it.",
    candidates: names.map((name) => ({ id: name, label: name, value: name })),
    check: checkDomain,
  });
}

/** The hosted zone that takes the records; undefined where it stays open. */
export async function decideZone(
  names: readonly string[],
  { zoneId }: Asked,
  zones: Sight<Zone>,
  interview: Interview,
  say: Say,
): Promise<Dns | undefined> {
  if (zoneId !== undefined) {
    return namedZone(zoneId, names, zones, interview, say);
  }
  if (zones.unseen !== undefined) {
    say("zone", `not looked for: ${zones.unseen}`);
    return { kind: "missing", why: `whether a hosted zone holds the names is not known: ${zones.unseen}` };
  }
  const holding = zones.items.filter((zone) => holds(zone, names));
  const longest = Math.max(...holding.map(({ name }) => name.length));
  const best = holding.filter(({ name }) => name.length === longest);
  const [only, ...others] = best;
  if (only === undefined) {
    const found = zones.items.map(({ name }) => name).join(", ");
    say("zone", `no public hosted zone holds ${names.join(", ")}${found === "" ? "" : `; found ${found}`}`);
    return { kind: "missing", why: `no public hosted zone of the account holds ${names.join(", ")}` };
  }
  if (others.length === 0) {
    say("zone", `${only.name} (${only.id})`);
    return { kind: "zone", zone: only, byId: false };
  }
  const zone = await interview.choose({
    flag: "--zone-id ID",
    ask: `Which of the zones ${only.name}? The one whose name servers the registrar has.`,
    candidates: best.map((each) => ({ id: each.id, label: each.id, value: each })),
  });
  return zone && { kind: "zone", zone, byId: true };
}

function namedZone(
  id: string,
  names: readonly string[],
  { items, unseen }: Sight<Zone>,
  interview: Interview,
  say: Say,
): Dns | undefined {
  const zone = items.find((each) => each.id === id);
  if (unseen !== undefined) {
    say("zone", `${id}, not looked at: ${unseen}`);
    return { kind: "zone", zone: { id }, byId: true };
  }
  if (zone === undefined || !holds(zone, names)) {
    const found = items.map((each) => `${each.id} ${each.name}`).join(", ") || "none";
    interview.refuse(
      `init: --zone-id must be that of a public hosted zone which holds ${names.join(", ")}, found "${id}"; there are: ${found}`,
    );
    return undefined;
  }
  say("zone", `${zone.name} (${id})`);
  return { kind: "zone", zone, byId: items.filter(({ name }) => name === zone.name).length > 1 };
}

function holds({ name: zone }: Zone, names: readonly string[]): boolean {
  return names.map(withoutWildcard).every((name) => name === zone || name.endsWith(`.${zone}`));
}

/** What every name of AWS resources begins with; undefined where it stays open. */
export async function decideProject(
  { project }: Asked,
  domain: string,
  interview: Interview,
  say: Say,
): Promise<string | undefined> {
  if (project !== undefined) {
    return project;
  }
  const label = (getDomainWithoutSuffix(domain) ?? "").slice(0, 20).replace(/-+$/, "");
  const preset = checkProject(label) === undefined ? { preset: label } : {};
  const chosen = await interview.text({
    flag: "--project NAME",
    ask: "What is the project called? Names of AWS resources begin with it: a letter, then a-z, 0-9 and hyphens.",
    ...preset,
    check: checkProject,
  });
  if (chosen !== undefined) {
    say("project", `${chosen}${chosen === label ? ", from the domain; --project names another" : ""}`);
  }
  return chosen;
}
