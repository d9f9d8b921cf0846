import type { ResourceRecordSet } from "@aws-sdk/client-route-53";
import { addressOf } from "../../../modules/dns/names";
import { type Finding, fail, ok, skipped } from "../../doctor/finding";
import type { Check } from "../check";
import { plainName } from "../dns/answers";
import type { Look } from "../look";
import { judgeStanding, recordsAt } from "../standing";

/** A TTL, in seconds, that is worth lowering before a change. */
const LONG = 300;

/** A record that the environment makes. */
interface Planned {
  readonly name: string;
  readonly type: "A" | "AAAA" | "CAA";
}

/** Whether records stand already where the environment makes its own: Route 53 creates no second one. */
export const records: Check = {
  id: "existing-records",
  wait: "looking for records that exist already",
  permissions: [
    "route53:ListHostedZones",
    "route53:GetHostedZone",
    "route53:ListResourceRecordSets",
    "cloudfront:ListDistributions",
    "cloudfront:ListTagsForResource",
    "elasticloadbalancing:DescribeLoadBalancers",
    "s3:GetObject",
  ],
  async run(look) {
    const zone = await look.zone();
    switch (zone.kind) {
      case "external":
        return [skipped("records", "not needed: the zone is someone else's, and so are its records")];
      case "missing":
        return [skipped("records", zone.why)];
      case "found":
        return inZone(look, zone.id, zone.name);
    }
  },
};

async function inZone(look: Look, zoneId: string, zoneName: string): Promise<Finding[]> {
  const planned = plannedRecords(look);
  const findings = [];
  for (const name of new Set(planned.map((each) => each.name))) {
    const standing = await recordsAt(look, zoneId, name);
    const types = planned.filter((each) => each.name === name).map(({ type }) => type);
    for (const set of standing.filter(
      ({ Type }) => Type === "CNAME" || types.some((type) => type === Type),
    )) {
      findings.push(await judge(look, zoneId, name, set));
    }
  }
  const names = planned.map(({ name, type }) => `${name} ${type}`).join(", ");
  return findings.length > 0 ? findings : [ok("records", `nothing stands in ${zoneName} yet at ${names}`)];
}

function plannedRecords({ environment: { dns, direct, loadBalancer, edge }, hosts }: Look): Planned[] {
  const ipv6 = edge.enabled || loadBalancer.ipAddressType === "dualstack";
  const types: readonly Planned["type"][] = ipv6 ? ["A", "AAAA"] : ["A"];
  return [
    ...hosts.viewer.flatMap((name) => types.map((type) => ({ name, type }))),
    ...(edge.enabled && hosts.origin !== undefined ? [{ name: hosts.origin, type: "A" as const }] : []),
    ...(direct === undefined ? [] : [{ name: direct.name, type: "A" as const }]),
    ...(dns.caa === undefined ? [] : [{ name: hosts.canonical, type: "CAA" as const }]),
  ];
}

async function judge(look: Look, zoneId: string, name: string, set: ResourceRecordSet): Promise<Finding> {
  const { Type = "", AliasTarget, TTL, SetIdentifier } = set;
  const check = `record ${name} ${Type}`;
  const value = AliasTarget?.DNSName ?? (set.ResourceRecords ?? []).map(({ Value }) => Value).join(", ");
  const seen = `stands already: ${plainName(value)}, ${TTL === undefined ? "an alias" : `TTL ${TTL}`}`;
  if (AliasTarget !== undefined && (await isOwnTarget(look, plainName(value)))) {
    return ok(check, `${seen}, this environment's own`);
  }
  if (SetIdentifier !== undefined) {
    const mend =
      "no simple record can stand beside it: leave the name out, or take the routing policy away first";
    return fail(check, `${seen}, with a routing policy (${SetIdentifier})`, mend);
  }
  return judgeStanding(look, {
    check,
    seen,
    // A CNAME is changed into the A record in place; nothing may stand beside it.
    address: `aws_route53_record.${addressOf(name, Type === "CNAME" ? "A" : Type)}`,
    layer: Type === "CAA" ? "network" : "dns",
    id: `${zoneId}_${name}_${Type}`,
    note: `${ttlNote(TTL)}${Type === "CNAME" ? ". Where AAAA is refused beside it, apply again" : ""}`,
  });
}

function ttlNote(ttl = 0): string {
  const wait = ttl > LONG ? `lower its TTL first, and wait ${ttl} s` : `${ttl} s`;
  return ttl === 0
    ? "The apply changes it in place"
    : `The apply changes it in place, and viewers keep the old answer for its TTL: ${wait}`;
}

async function isOwnTarget(look: Look, target: string): Promise<boolean> {
  const bare = target.replace(/^dualstack\./, "");
  const distributions = await look.distributions();
  return (
    distributions.some(({ own, domainName }) => own && domainName === bare) ||
    (await look.balancer())?.dnsName === bare
  );
}
