import {
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandInput,
  type ListResourceRecordSetsCommandOutput,
  paginateListHostedZones,
  type Route53Client,
} from "@aws-sdk/client-route-53";
import { pages } from "../../cli/recover/aws";

export interface Zone {
  readonly id: string;
  /** without the last dot */
  readonly name: string;
}

/** The public zones with the longest name that holds `host`: one, or several of the same name, or none. */
export async function zonesOf(client: Route53Client, host: string): Promise<readonly Zone[]> {
  const zones = await pages(paginateListHostedZones({ client }, {}), ({ HostedZones }) => HostedZones);
  const holding = zones
    .filter(({ Config }) => Config?.PrivateZone !== true)
    .map(({ Id = "", Name = "" }) => ({
      id: Id.replace(/^\/hostedzone\//, ""),
      name: Name.replace(/\.$/, ""),
    }))
    .filter(({ name }) => host.endsWith(`.${name}`));
  const longest = Math.max(...holding.map(({ name }) => name.length));
  return holding.filter(({ name }) => name.length === longest);
}

/** What stands in a zone at a name and below it, a line each. */
export async function recordsAt(client: Route53Client, zone: Zone, host: string): Promise<readonly string[]> {
  const found: string[] = [];
  // Route 53 lists by labels, the last one first: what is below the name follows it.
  let from: Partial<ListResourceRecordSetsCommandInput> | undefined = { StartRecordName: host };
  while (from !== undefined) {
    const question = new ListResourceRecordSetsCommand({ HostedZoneId: zone.id, ...from });
    const answer: ListResourceRecordSetsCommandOutput = await client.send(question);
    const records = (answer.ResourceRecordSets ?? []).map(
      ({ Name = "", Type }) => [Name.replace(/\.$/, ""), Type] as const,
    );
    const ours = records.filter(([name]) => name === host || name.endsWith(`.${host}`));
    found.push(...ours.map(([name, type]) => `${name} ${type}`));
    const more = answer.IsTruncated === true && ours.length === records.length;
    from = more
      ? {
          StartRecordName: answer.NextRecordName,
          StartRecordType: answer.NextRecordType,
          StartRecordIdentifier: answer.NextRecordIdentifier,
        }
      : undefined;
  }
  return found;
}

/** The name servers that Route 53 gave to a zone. */
export async function nameServersOf(client: Route53Client, { id }: Zone): Promise<readonly string[]> {
  const { DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: id }));
  return DelegationSet?.NameServers ?? [];
}
