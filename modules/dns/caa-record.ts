import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { addressOf, plainNameProblems } from "./names";
import { problemIf, refuse } from "./problems";
import { DEFAULT_TTL, ttlProblems } from "./ttl";

/**
 * The authorities by which ACM issues certificates.
 * https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
 */
export const AMAZON_ISSUERS: readonly string[] = [
  "amazon.com",
  "amazontrust.com",
  "awstrust.com",
  "amazonaws.com",
];

/** Properties of {@link CaaRecord}. */
export interface CaaRecordProps {
  /** the zone that holds the name */
  readonly zoneId: string;
  /** the name, which stands for every name below it that has no CAA record of its own */
  readonly name: string;
  /**
   * all the authorities that may issue certificates, wildcard ones included, for the name and those below it;
   * parameters may follow a semicolon (RFC 8659). ACM needs one of {@link AMAZON_ISSUERS} among them.
   * @default AMAZON_ISSUERS
   */
  readonly issuers?: readonly string[];
  /**
   * how long resolvers, and authorities, keep the record, in seconds, 60 to 86400: so long does a mistake last
   * @default 300
   */
  readonly ttl?: number;
}

const ISSUER = /^[a-z0-9-]+(\.[a-z0-9-]+)+(; ?[a-z0-9]+=[^\s";]+)*$/;

/**
 * The CAA record of a name: which authorities may issue certificates for it. Everything else is refused, a
 * running Certbot's renewals too, so list every authority in use.
 *
 * @example
 * CaaRecord.forName(this, { zoneId: zone.zoneId, name: "example.com" });
 */
export class CaaRecord extends Construct {
  /** the name */
  readonly name: string;
  /** the authorities that may issue, sorted */
  readonly issuers: readonly string[];

  /** The record of a name, at `aws_route53_record.example_com_caa`. */
  static forName(scope: Construct, props: CaaRecordProps): CaaRecord {
    validateProps(props);
    return new CaaRecord(scope, addressOf(props.name, "CAA"), props);
  }

  constructor(scope: Construct, id: string, props: CaaRecordProps) {
    super(scope, id);
    validateProps(props);
    const { zoneId, name, issuers = AMAZON_ISSUERS, ttl = DEFAULT_TTL } = props;
    this.name = name;
    this.issuers = [...issuers].sort();
    new Route53Record(this, "Resource", {
      zoneId,
      name,
      type: "CAA",
      ttl,
      records: this.issuers.map(issueOf),
    });
  }
}

/** Without an `issuewild` of its own a wildcard is ruled by `issue`, too. */
function issueOf(issuer: string): string {
  return `0 issue "${issuer}"`;
}

function validateProps({ name, issuers = AMAZON_ISSUERS, ttl = DEFAULT_TTL }: CaaRecordProps): void {
  const unknown = issuers.filter((issuer) => !Token.isUnresolved(issuer) && !ISSUER.test(issuer));
  refuse([
    ...plainNameProblems(name).map((problem) => `\`name\` ${problem}`),
    ...problemIf(issuers.length === 0, "`issuers` must hold at least one authority, got: none"),
    ...unknown.map((issuer) => `\`issuers\` must be domain names of authorities, got: ${issuer}`),
    ...ttlProblems(ttl),
  ]);
}
