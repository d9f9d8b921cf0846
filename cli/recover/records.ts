import { ListResourceRecordSetsCommand, type ResourceRecordSet } from "@aws-sdk/client-route-53";
import { unlessMissing } from "./aws";
import type { Finder, Found } from "./family";
import type { Planned } from "./plan";

/** By zone, name and type. Records take no tags: the value is the evidence. */
export const findRecord: Finder = async (planned, aws) => {
  const [HostedZoneId, name, type] = ["zone_id", "name", "type"].map((key) => planned.known.text(key));
  if (HostedZoneId === undefined || name === undefined || type === undefined) {
    return [];
  }
  const { ResourceRecordSets = [] } = await unlessMissing(
    aws.route53(planned).send(
      new ListResourceRecordSetsCommand({
        HostedZoneId,
        StartRecordName: name,
        ...startType(type),
      }),
    ),
    { ResourceRecordSets: [], IsTruncated: false, MaxItems: 0, $metadata: {} },
    "NoSuchHostedZone",
  );
  return ResourceRecordSets.flatMap((record) => recordFound(planned, record));
};

export function recordFound(planned: Planned, record: ResourceRecordSet): Found[] {
  const { known } = planned;
  const { Name = "", Type = "", SetIdentifier } = record;
  const [zone = "", name = "", type = ""] = ["zone_id", "name", "type"].map((key) => known.text(key));
  if (
    recordName(Name) !== recordName(name) ||
    Type !== type ||
    SetIdentifier !== known.text("set_identifier")
  ) {
    return [];
  }
  const id = [zone, recordName(name), type, ...(SetIdentifier === undefined ? [] : [SetIdentifier])].join(
    "_",
  );
  const evidence =
    record.AliasTarget === undefined ? valueEvidence(planned, record) : aliasEvidence(planned, record);
  return [evidence === undefined ? { id } : { id, evidence }];
}

function aliasEvidence({ known }: Planned, { AliasTarget }: ResourceRecordSet): string | undefined {
  const planned = known.block("alias");
  const target = planned?.text("name");
  const same =
    target !== undefined &&
    aliasName(target) === aliasName(AliasTarget?.DNSName ?? "") &&
    planned?.text("zone_id") === AliasTarget?.HostedZoneId &&
    planned?.agreesWith({ evaluate_target_health: AliasTarget?.EvaluateTargetHealth });
  return same ? `alias of ${aliasName(target)}` : undefined;
}

function valueEvidence(
  { known }: Planned,
  { ResourceRecords = [], TTL }: ResourceRecordSet,
): string | undefined {
  const planned = known.texts("records").map(withoutDot).sort();
  const actual = ResourceRecords.map(({ Value = "" }) => withoutDot(Value)).sort();
  const same =
    planned.length > 0 &&
    planned.length === actual.length &&
    planned.every((value, index) => value === actual[index]) &&
    known.number("ttl") === TTL;
  return same ? `value ${actual.join(", ")}` : undefined;
}

/** Lower case, no dot at the end, and a star as itself: Route 53 answers with `\052`. */
export function recordName(name: string): string {
  return withoutDot(name.toLowerCase()).replace("\\052", "*");
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, "");
}

/** Route 53's console writes a load balancer's name with `dualstack.` before it. */
function aliasName(name: string): string {
  return recordName(name).replace(/^dualstack\./, "");
}

const TYPES = ["A", "AAAA", "CAA", "CNAME", "DS", "MX", "NS", "PTR", "SOA", "SPF", "SRV", "TXT"] as const;

function startType(type: string): { StartRecordType?: (typeof TYPES)[number] } {
  const known = TYPES.find((candidate) => candidate === type);
  return known === undefined ? {} : { StartRecordType: known };
}
