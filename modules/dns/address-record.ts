import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { addressOf, plainNameProblems } from "./names";
import { problemIf, refuse } from "./problems";
import { DEFAULT_TTL, ttlProblems } from "./ttl";

/** Properties of {@link AddressRecord}. */
export interface AddressRecordProps {
  /** the zone that holds the name */
  readonly zoneId: string;
  /** the full name, without a trailing dot */
  readonly name: string;
  /** the IPv4 address that the name is of */
  readonly address: string;
  /**
   * how long resolvers keep the record, in seconds, 60 to 86400
   * @default 300
   */
  readonly ttl?: number;
}

const IPV4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;

/**
 * The name of one address, such as that of an instance which is deployed to. What viewers use is an alias:
 * {@link AliasRecords}.
 *
 * @example
 * AddressRecord.forName(this, { zoneId: zone.zoneId, name: "ssh.example.com", address: "198.51.100.7" });
 */
export class AddressRecord extends Construct {
  /** the name */
  readonly name: string;

  /** The record of a name, at `aws_route53_record.ssh_example_com_a`. */
  static forName(scope: Construct, props: AddressRecordProps): AddressRecord {
    validateProps(props);
    return new AddressRecord(scope, addressOf(props.name, "A"), props);
  }

  constructor(scope: Construct, id: string, props: AddressRecordProps) {
    super(scope, id);
    validateProps(props);
    const { zoneId, name, address, ttl = DEFAULT_TTL } = props;
    this.name = name;
    new Route53Record(this, "Resource", { zoneId, name, type: "A", ttl, records: [address] });
  }
}

function validateProps({ name, address, ttl = DEFAULT_TTL }: AddressRecordProps): void {
  refuse([
    ...plainNameProblems(name).map((problem) => `\`name\` ${problem}`),
    ...problemIf(
      !Token.isUnresolved(address) && !IPV4.test(address),
      `\`address\` must be an IPv4 address, got: ${address}`,
    ),
    ...ttlProblems(ttl),
  ]);
}
