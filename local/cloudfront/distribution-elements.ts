import type { Context } from "./context";
import { aliasesOf } from "./distribution-parts";
import type { DistributionRecord } from "./records";
import { find, leaf, node, withChild, type XmlElement } from "./xml";

/** The elements of a summary that stand in the configuration as they are. */
const SUMMARY = [
  "Aliases",
  "Origins",
  "OriginGroups",
  "DefaultCacheBehavior",
  "CacheBehaviors",
  "CustomErrorResponses",
  "Comment",
  "PriceClass",
  "Enabled",
  "ViewerCertificate",
  "Restrictions",
  "WebACLId",
  "HttpVersion",
  "IsIPV6Enabled",
  "Staging",
];

/** A distribution's ARN. */
export function distributionArn(context: Context, id: string): string {
  return `arn:aws:cloudfront::${context.accountId}:distribution/${id}`;
}

/** Whether the last change has reached the edge. */
export function statusOf(record: DistributionRecord, context: Context): "InProgress" | "Deployed" {
  return context.now() < record.deployedAt ? "InProgress" : "Deployed";
}

/** The answer about one distribution. */
export function distributionElement(record: DistributionRecord, context: Context): XmlElement {
  const invalidations = context.invalidations
    .all()
    .filter((item) => item.distributionId === record.id && context.now() < item.completedAt);
  return node(
    "Distribution",
    leaf("Id", record.id),
    leaf("ARN", distributionArn(context, record.id)),
    leaf("Status", statusOf(record, context)),
    leaf("LastModifiedTime", record.modified),
    leaf("InProgressInvalidationBatches", invalidations.length),
    leaf("DomainName", record.domainName),
    node("ActiveTrustedSigners", leaf("Enabled", false), leaf("Quantity", 0)),
    node("ActiveTrustedKeyGroups", leaf("Enabled", false), leaf("Quantity", 0)),
    record.config,
    aliasRecordals(record),
  );
}

/** A member of the list of distributions. */
export function summaryElement(record: DistributionRecord, context: Context): XmlElement {
  const summary = node(
    "DistributionSummary",
    leaf("Id", record.id),
    leaf("ARN", distributionArn(context, record.id)),
    leaf("ETag", record.etag),
    leaf("Status", statusOf(record, context)),
    leaf("LastModifiedTime", record.modified),
    leaf("DomainName", record.domainName),
    ...SUMMARY.map((name) => find(record.config, name)),
  );
  const recordals = aliasRecordals(record);
  return recordals === undefined ? summary : withChild(summary, recordals);
}

/** Outside China every alias is approved. */
function aliasRecordals(record: DistributionRecord): XmlElement | undefined {
  const aliases = aliasesOf(record.config);
  const recordal = (alias: string): XmlElement =>
    node("AliasICPRecordal", leaf("CNAME", alias), leaf("ICPRecordalStatus", "APPROVED"));
  return aliases.length === 0 ? undefined : node("AliasICPRecordals", ...aliases.map(recordal));
}
