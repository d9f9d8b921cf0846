import { GetHostedZoneCommand, paginateListHostedZones, type Route53Client } from "@aws-sdk/client-route-53";
import type { Environment } from "../../../config/environment";
import { zoneCandidates } from "../../../modules/dns/names";
import type { Hosts } from "../../../stacks/hosts";
import type { Clients } from "../../aws/clients";
import { pages } from "../../recover/aws";
import { plainName } from "../dns/answers";

/** The hosted zone that the environment's records go into, as Route 53 has it. */
export type ZoneSeen =
  | {
      readonly kind: "found";
      readonly id: string;
      readonly name: string;
      readonly nameServers: readonly string[];
    }
  /** none, or several of one name */
  | { readonly kind: "missing"; readonly why: string; readonly mend: string }
  /** someone else's name servers hold it */
  | { readonly kind: "external" };

type Listed = { readonly id: string; readonly name: string };

/** The zone that a plan would find: by its id, by its name, or the longest one that holds every viewer's name. */
export async function lookAtZone(
  { route53: client }: Clients,
  { dns, environment }: Environment,
  hosts: Hosts,
): Promise<ZoneSeen> {
  if (dns.type === "external") {
    return { kind: "external" };
  }
  if (dns.type === "existing" && dns.zoneId !== undefined) {
    return zoneOf(client, dns.zoneId);
  }
  const zones = await publicZones(client);
  const wanted = dns.zone === undefined ? zoneCandidates(hosts.viewer) : [dns.zone];
  const name = wanted.find((each) => zones.some((zone) => zone.name === each));
  const [first, ...others] = zones.filter((zone) => zone.name === name);
  if (first === undefined) {
    return {
      kind: "missing",
      why: `no public zone ${wanted.join(" or ")} in this account`,
      mend: `make it, or correct dns in environments/${environment}.yaml`,
    };
  }
  if (others.length > 0) {
    const ids = [first, ...others].map(({ id }) => id).join(", ");
    return {
      kind: "missing",
      why: `${others.length + 1} public zones are called ${first.name}: ${ids}`,
      mend: "write dns: {type: existing, zoneId: ...}, the one that the registrar names",
    };
  }
  return zoneOf(client, first.id);
}

async function publicZones(client: Route53Client): Promise<Listed[]> {
  const zones = await pages(paginateListHostedZones({ client }, {}), ({ HostedZones }) => HostedZones);
  return zones
    .filter(({ Config }) => Config?.PrivateZone !== true)
    .map(({ Id = "", Name = "" }) => ({ id: Id.replace(/^\/hostedzone\//, ""), name: plainName(Name) }));
}

async function zoneOf(client: Route53Client, id: string): Promise<ZoneSeen> {
  try {
    const { HostedZone, DelegationSet } = await client.send(new GetHostedZoneCommand({ Id: id }));
    return {
      kind: "found",
      id,
      name: plainName(HostedZone?.Name ?? ""),
      nameServers: (DelegationSet?.NameServers ?? []).map(plainName).sort(),
    };
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "NoSuchHostedZone") throw error;
    return {
      kind: "missing",
      why: `no zone ${id} in this account`,
      mend: "copy the id from the Route 53 console into dns.zoneId",
    };
  }
}
