import type { Terraform } from "../../tools/terraform";
import { findTerraform } from "../../tools/terraform";
import type { Run } from "../arguments";
import { Clients } from "../aws/clients";
import type { Place } from "../place";
import type { Say } from "../record/say";
import { Refused } from "../refused";
import { type Description, hostOf } from "../stack/description";
import { INSTANCE_TYPE } from "../stack/echo-backend";
import { confirmAccount } from "./caller";
import { delegationProblems, publicDns } from "./delegation";
import { lookAtImage, lookAtNetwork, type Network } from "./network";
import { nameServersOf, recordsAt, type Zone, zonesOf } from "./zone";

/** What was found, and is taken as it is from here on. */
export interface Found {
  readonly description: Description;
  readonly terraform: Terraform;
  /** in how many zones the load balancer is going to stand */
  readonly zones: number;
}

/**
 * Looks at everything that a deploy would fail for, and changes nothing.
 *
 * @throws Refused with everything that stands in the way
 */
export async function look(
  asked: Run,
  id: string,
  place: Place,
  env: NodeJS.ProcessEnv,
  say: Say,
): Promise<Found> {
  const terraform = await findTerraform({ env, say });
  say(`Terraform ${terraform.version} (${terraform.source}), Node ${process.version}`);
  const source = await confirmAccount(asked.account, asked.region, env);
  say(`account: the one that was named (${source}), region ${asked.region}`);
  const clients = new Clients(asked.region, env);
  try {
    const host = hostOf({ id, domain: asked.domain });
    const [dns, network] = await Promise.all([
      lookAtDns(clients, asked.domain, host, place, say),
      lookAtPlaces(clients, asked.region, say),
    ]);
    const problems = [...dns.problems, ...network.problems];
    if (dns.zone === undefined || network.found === undefined || problems.length > 0) {
      throw new Refused(problems);
    }
    const { account, region, domain } = asked;
    const { subnetId, imageId, zones } = network.found;
    return {
      description: { id, account, region, domain, zone: dns.zone, subnetId, imageId },
      terraform,
      zones,
    };
  } finally {
    clients.destroy();
  }
}

interface Dns {
  readonly zone?: Zone;
  readonly problems: readonly string[];
}

async function lookAtDns(
  { route53 }: Clients,
  domain: string,
  host: string,
  place: Place,
  say: Say,
): Promise<Dns> {
  const [zone, ...others] = await zonesOf(route53, host);
  if (zone === undefined) {
    return {
      problems: [
        `the account has no public hosted zone that holds ${domain}; make one: ` +
          `aws route53 create-hosted-zone --name ${domain} --caller-reference $(date +%s), ` +
          "and set its four name servers at the registrar, or as NS records in the zone above",
      ],
    };
  }
  if (others.length > 0) {
    const ids = [zone, ...others].map(({ id }) => id).join(", ");
    return {
      problems: [`the account has several zones ${zone.name}: ${ids}; delete those that nobody asks`],
    };
  }
  const records = await recordsAt(route53, zone, host);
  say(`zone ${zone.name} (${zone.id}); the name will be ${host}`);
  return {
    zone,
    problems: [
      ...nameProblems(host, records),
      ...(place === "AWS" ? await delegation(route53, zone, domain) : []),
    ],
  };
}

/** A name that something uses is nobody's to take. */
export function nameProblems(host: string, records: readonly string[]): readonly string[] {
  return records.length === 0 ? [] : [`${host} is in use: ${records.join(", ")}; run again for another name`];
}

async function delegation(route53: Clients["route53"], zone: Zone, domain: string) {
  const nameServers = await nameServersOf(route53, zone);
  return delegationProblems({ name: zone.name, nameServers }, domain, publicDns);
}

interface Places {
  readonly found?: { readonly subnetId: string; readonly imageId: string; readonly zones: number };
  readonly problems: readonly string[];
}

async function lookAtPlaces({ ec2, ssm }: Clients, region: string, say: Say): Promise<Places> {
  const [network, imageId] = await Promise.all([lookAtNetwork(ec2), lookAtImage(ssm)]);
  const problems = placeProblems(region, network, imageId);
  if (problems.length > 0 || network?.subnetId === undefined || imageId === undefined) return { problems };
  const { subnetId, zones } = network;
  say(`default VPC with subnets in ${zones} zones; image ${imageId}`);
  return { found: { subnetId, imageId, zones }, problems };
}

/** What a region lacks. */
export function placeProblems(
  region: string,
  network: Network | undefined,
  imageId: string | undefined,
): readonly string[] {
  if (network === undefined) {
    return [
      `${region} has no default VPC: aws ec2 create-default-vpc --region ${region}, or another --region`,
    ];
  }
  return [
    ...(network.zones < 2
      ? [
          `the default VPC of ${region} has default subnets in ${network.zones} zones, and a load balancer needs two: ` +
            "aws ec2 create-default-subnet --availability-zone ZONE",
        ]
      : []),
    ...(network.subnetId === undefined
      ? [
          `no default subnet of ${region} gives public addresses in a zone that offers ${INSTANCE_TYPE}: choose another --region`,
        ]
      : []),
    ...(imageId === undefined ? [`${region} has no image of Amazon Linux 2023 for ARM`] : []),
  ];
}
