import { createHash } from "node:crypto";

/** A record set, as far as an answer depends on it. */
export interface DnsRecord {
  /** with the final dot */
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
  /** instead of values: the name whose addresses are the answer */
  readonly alias?: { readonly dnsName: string };
}

/** What stands at the names outside the zone that aliases point to. */
export interface DnsTargets {
  /** whether a load balancer or distribution speaks IPv6; undefined where there is none of that name */
  ipv6(dnsName: string): boolean | undefined;
}

const MOST_HOPS = 8;

/**
 * What Route 53 answers for a name and a type: an alias gives the addresses of its target and nothing where
 * the target has none of that family, so AAAA to an IPv4 load balancer is empty. The addresses of load
 * balancers and distributions are stable ones of the documentation ranges.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-choosing-alias-non-alias.html
 * @example
 * answer(records, "www.example.com", "AAAA", { ipv6: () => false }); // => []
 */
export function answer(
  records: readonly DnsRecord[],
  name: string,
  type: string,
  targets: DnsTargets,
  hops = MOST_HOPS,
): string[] {
  const there = at(records, canonical(name));
  const found = there.find((record) => record.type === type);
  if (found !== undefined) {
    return found.alias === undefined
      ? [...found.values]
      : aliasAnswer(records, canonical(found.alias.dnsName), type, targets, hops);
  }
  const next = there.find((record) => record.type === "CNAME")?.values[0];
  return next === undefined || hops === 0 ? [] : answer(records, next, type, targets, hops - 1);
}

function aliasAnswer(
  records: readonly DnsRecord[],
  dnsName: string,
  type: string,
  targets: DnsTargets,
  hops: number,
): string[] {
  if (records.some((record) => record.name === dnsName)) {
    return hops === 0 ? [] : answer(records, dnsName, type, targets, hops - 1);
  }
  const ipv6 = targets.ipv6(dnsName);
  if (type === "A" && ipv6 !== undefined) {
    return [`192.0.2.${((digest(dnsName)[0] ?? 0) % 254) + 1}`];
  }
  return type === "AAAA" && ipv6 === true
    ? [`2001:db8::${digest(dnsName).subarray(0, 2).toString("hex")}`]
    : [];
}

/** The records of a name; those of the wildcard above it only where the name itself has none. */
function at(records: readonly DnsRecord[], name: string): DnsRecord[] {
  const exact = records.filter((record) => record.name === name);
  const parent = name.slice(name.indexOf(".") + 1);
  return exact.length > 0 ? exact : records.filter((record) => record.name === `*.${parent}`);
}

function canonical(name: string): string {
  return `${name.toLowerCase().replace(/\.+$/, "")}.`;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
