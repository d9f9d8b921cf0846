import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Certificate } from "./certificate";
import { addressOf, distinctValidationNames } from "./names";
import { problemIf, refuse } from "./problems";
import { DEFAULT_TTL, ttlProblems } from "./ttl";

/** Properties of {@link ValidationRecords}. */
export interface ValidationRecordsProps {
  /** the zone that holds every name */
  readonly zoneId: string;
  /** the certificates to answer for, of any region: a name in several of them gets one record */
  readonly certificates: readonly Certificate[];
  /**
   * how long resolvers keep the records, in seconds, 60 to 86400. The value never changes, so it matters only
   * to a person who corrects a mistake.
   * @default 300
   */
  readonly ttl?: number;
}

/**
 * The records that prove to ACM who has the names: exactly one for each distinct name, whatever the number of
 * certificates and regions; a wildcard shares that of its base.
 *
 * A record is written once and then left as it is. ACM makes it from the account and the name, the same for
 * every certificate and region, but a certificate that is about to be replaced cannot tell it before the apply:
 * without `ignore_changes` each new name would plan the deletion of the records of all the old ones.
 * https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html
 *
 * @example
 * const records = new ValidationRecords(this, "validation", {
 *   zoneId: zone.zoneId,
 *   certificates: [viewer, regional],
 * });
 * const viewerArn = viewer.awaitIssue({ records });
 */
export class ValidationRecords extends Construct {
  private readonly records: ReadonlyMap<string, Route53Record>;

  constructor(scope: Construct, id: string, props: ValidationRecordsProps) {
    super(scope, id);
    validateProps(props);
    const { zoneId, certificates, ttl = DEFAULT_TTL } = props;
    const names = distinctValidationNames(certificates.flatMap(({ validationNames }) => validationNames));
    this.records = new Map(
      names.map((name) => [name, this.createRecord(zoneId, name, sourceOf(name, certificates), ttl)]),
    );
  }

  /**
   * The full names of the records that validate these names, sorted by name (tokens).
   * @throws when a name has no record here
   */
  fqdnsOf(names: readonly string[]): string[] {
    return distinctValidationNames(names).map((name) => {
      const record = this.records.get(name);
      if (record === undefined) {
        const known = [...this.records.keys()].join(", ");
        throw new Error(`\`names\` must have validation records here (${known}), got: ${name}`);
      }
      return record.fqdn;
    });
  }

  private createRecord(zoneId: string, name: string, certificate: Certificate, ttl: number): Route53Record {
    const record = certificate.validationRecord(name);
    return new Route53Record(this, addressOf(name), {
      zoneId,
      name: record.name,
      // ACM asks for nothing else; said here, the plan can tell it.
      type: "CNAME",
      records: [record.value],
      ttl,
      lifecycle: { ignoreChanges: ["name", "type", "records"] },
    });
  }
}

/** The first certificate that has the name, or its wildcard. */
function sourceOf(name: string, certificates: readonly Certificate[]): Certificate {
  const source = certificates.find(({ validationNames }) => validationNames.includes(name));
  if (source === undefined) {
    throw new Error(`no certificate has the name ${name}`);
  }
  return source;
}

function validateProps({ certificates, ttl = DEFAULT_TTL }: ValidationRecordsProps): void {
  refuse([
    ...problemIf(certificates.length === 0, "`certificates` must hold at least one, got: none"),
    ...ttlProblems(ttl),
  ]);
}
