import type { Questions } from "./questions";
import { element, elements, text, texts, type XmlNode } from "./xml";

/** One Route 53 record set. */
export interface RecordSet {
  /** lower case, with the final dot */
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string;
  readonly ttl?: string;
  readonly values: readonly string[];
  readonly alias?: {
    readonly dnsName: string;
    readonly zoneId: string;
    readonly evaluateTargetHealth: string;
  };
  /** the XML it came from */
  readonly node: XmlNode;
}

/** A name as Route 53 keeps it: lower case, final dot, the wildcard as a star. */
export function canonicalName(name: string): string {
  return `${name.toLowerCase().replace(/\\052/g, "*").replace(/\.+$/, "")}.`;
}

/** Reads a `ResourceRecordSet` element. */
export function recordSet(node: XmlNode): RecordSet {
  const target = element(node, "AliasTarget");
  const ttl = text(node, "TTL");
  return {
    name: canonicalName(text(node, "Name") ?? ""),
    type: text(node, "Type") ?? "",
    setIdentifier: text(node, "SetIdentifier") ?? "",
    ...(ttl === undefined ? {} : { ttl }),
    values: texts(element(node, "ResourceRecords"), "Value"),
    ...(target === undefined
      ? {}
      : {
          alias: {
            dnsName: canonicalName(text(target, "DNSName") ?? ""),
            zoneId: text(target, "HostedZoneId") ?? "",
            evaluateTargetHealth: text(target, "EvaluateTargetHealth") ?? "false",
          },
        }),
    node,
  };
}

/** All record sets of a zone. */
export async function recordSets(ask: Questions, zoneId: string): Promise<RecordSet[]> {
  const sets: RecordSet[] = [];
  let next: string | undefined = "";
  while (next !== undefined) {
    const page: XmlNode | undefined = await ask.route53(`/2013-04-01/hostedzone/${zoneId}/rrset${next}`);
    sets.push(...elements(page, "ResourceRecordSet").map(recordSet));
    next = text(page, "IsTruncated") === "true" ? nextPage(page) : undefined;
  }
  return sets;
}

/** The ids of all zones. */
export async function zoneIds(ask: Questions): Promise<string[]> {
  const ids: string[] = [];
  let next: string | undefined = "";
  while (next !== undefined) {
    const page: XmlNode | undefined = await ask.route53(`/2013-04-01/hostedzone${next}`);
    ids.push(
      ...elements(page, "HostedZone").map((zone) => (text(zone, "Id") ?? "").replace("/hostedzone/", "")),
    );
    const marker = text(page, "NextMarker");
    next = text(page, "IsTruncated") === "true" && marker ? `?${new URLSearchParams({ marker })}` : undefined;
  }
  return ids;
}

function nextPage(page: XmlNode | undefined): string {
  return `?${new URLSearchParams({
    name: text(page, "NextRecordName") ?? "",
    type: text(page, "NextRecordType") ?? "",
  })}`;
}
