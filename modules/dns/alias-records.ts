import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { AliasTarget } from "./alias-target";
import { addressOf, recordNameProblem } from "./names";
import { refuse } from "./problems";

/** Properties of {@link AliasRecords}. */
export interface AliasRecordsProps {
  /** the zone that holds the name */
  readonly zoneId: string;
  /** the full name, without a trailing dot; a wildcard is allowed */
  readonly name: string;
  /** where the name points */
  readonly target: AliasTarget;
}

/**
 * A name that points at an AWS resource: an A alias, and an AAAA alias exactly where the target answers over
 * IPv6 (an AAAA to one that does not would answer nothing). Unlike a CNAME, an alias may stand at the apex.
 *
 * Use {@link AliasRecords.forName}, which makes the address from the name: a name then keeps its address for
 * life, and the provider changes a record in place when it points elsewhere.
 *
 * @example
 * AliasRecords.forName(this, { zoneId: zone.zoneId, name: "www.example.com", target });
 */
export class AliasRecords extends Construct {
  /** the name */
  readonly name: string;
  /** the record types made, `A` first */
  readonly types: readonly ("A" | "AAAA")[];

  /** The records of a name, at `aws_route53_record.www_example_com_a` and `_aaaa`. */
  static forName(scope: Construct, props: AliasRecordsProps): AliasRecords {
    validateProps(props);
    return new AliasRecords(scope, addressOf(props.name), props);
  }

  constructor(scope: Construct, id: string, props: AliasRecordsProps) {
    super(scope, id);
    validateProps(props);
    this.name = props.name;
    this.types = props.target.ipv6 ? ["A", "AAAA"] : ["A"];
    for (const type of this.types) {
      this.createRecord(type, props);
    }
  }

  private createRecord(type: "A" | "AAAA", { zoneId, name, target }: AliasRecordsProps): void {
    new Route53Record(this, type.toLowerCase(), {
      zoneId,
      name,
      type,
      alias: {
        name: target.dnsName,
        zoneId: target.zoneId,
        evaluateTargetHealth: target.evaluateTargetHealth,
      },
    });
  }
}

function validateProps({ name }: AliasRecordsProps): void {
  const problem = recordNameProblem(name);
  refuse(problem === undefined ? [] : [`\`name\` ${problem}`]);
}
