import { ListResourceRecordSetsCommand, type ResourceRecordSet } from "@aws-sdk/client-route-53";
import { stackName } from "../../config/layout";
import { type Finding, fail, ok, warning } from "../doctor/finding";
import { GATEHOUSE } from "../installation";
import { plainName } from "./dns/answers";
import type { Look } from "./look";

/** The records that a zone has at a name. */
export async function recordsAt(
  { clients }: Look,
  zoneId: string,
  name: string,
): Promise<ResourceRecordSet[]> {
  const { ResourceRecordSets = [] } = await clients.route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zoneId, StartRecordName: name, MaxItems: 50 }),
  );
  return ResourceRecordSets.filter((set) => nameOf(set) === name);
}

/** Route 53 writes a wildcard's star as its octal code. */
function nameOf({ Name = "" }: ResourceRecordSet): string {
  return plainName(Name.replaceAll("\\052", "*"));
}

/** A record that stands where the environment makes one. */
export interface Standing {
  /** the line's name */
  readonly check: string;
  /** what stands */
  readonly seen: string;
  /** the record's address in Terraform */
  readonly address: string;
  /** the layer that makes it, where there are layers */
  readonly layer: "network" | "dns";
  /** `<zone>_<name>_<type>` */
  readonly id: string;
  /** what to know of it beside the import */
  readonly note?: string;
}

/** Good where Terraform's state has it; else an apply stops at it, and an import mends that. */
export async function judgeStanding(look: Look, standing: Standing): Promise<Finding> {
  const { check, seen, address, layer, id, note } = standing;
  const { environment, layout } = look.environment;
  const state = await look.state();
  if (state.kind === "read" && state.addresses.has(address)) {
    return ok(check, `${seen}; the state has it`);
  }
  const stack = layout === "single" ? environment : stackName(environment, layer);
  const command = `terraform -chdir=cdktf.out/stacks/${stack} import ${address} '${id}'`;
  const mend = [
    `import it: ${command}; then ${GATEHOUSE} plan ${environment}`,
    ...(note === undefined ? [] : [note]),
  ].join(". ");
  return state.kind === "unread"
    ? warning(check, `${seen}; an apply stops at it unless the state has it: ${state.why}`, mend)
    : fail(check, `${seen}; an apply stops at it: Route 53 creates no second one`, mend);
}
