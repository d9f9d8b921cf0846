import {
  type CertificateSummary,
  DescribeCertificateCommand,
  type KeyAlgorithm,
  paginateListCertificates,
} from "@aws-sdk/client-acm";
import {
  type Instance as Ec2Instance,
  paginateDescribeInstances,
  paginateDescribeRouteTables,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
  type RouteTable,
  type Tag,
} from "@aws-sdk/client-ec2";
import { paginateListHostedZones } from "@aws-sdk/client-route-53";
import type { Clients } from "../aws/clients";
import { pages } from "../recover/aws";
import type { Certificate, Instance, PublicSubnet, Sight, Vpc, Zone } from "./seen";

const DENIED = /^(AccessDenied|Unauthorized|NotAuthorized)/;
/** Those that CloudFront and load balancers take; without a filter ACM lists RSA of up to 2048 bits alone. */
export const KEY_TYPES: KeyAlgorithm[] = [
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "EC_prime256v1",
  "EC_secp384r1",
];

/** The public hosted zones of the account, by name. */
export function lookAtZones({ route53: client }: Clients): Promise<Sight<Zone>> {
  return sight("route53:ListHostedZones", async () => {
    const zones = await pages(paginateListHostedZones({ client }, {}), ({ HostedZones }) => HostedZones);
    return zones
      .filter(({ Config }) => Config?.PrivateZone !== true)
      .map(({ Id = "", Name = "" }) => ({
        id: Id.replace(/^\/hostedzone\//, ""),
        name: Name.replace(/\.$/, ""),
      }))
      .sort(by(({ name, id }) => `${name} ${id}`));
  });
}

/** The instances of a region that are not gone, by name. */
export function lookAtInstances(clients: Clients, region: string): Promise<Sight<Instance>> {
  const client = clients.ec2(region);
  const states = ["pending", "running", "stopping", "stopped"];
  const Filters = [{ Name: "instance-state-name", Values: states }];
  return sight("ec2:DescribeInstances", async () => {
    const reservations = await pages(
      paginateDescribeInstances({ client }, { Filters }),
      ({ Reservations }) => Reservations,
    );
    return reservations
      .flatMap(({ Instances = [] }) => Instances.map(instanceOf))
      .sort(by(({ name = "", id }) => `${name} ${id}`));
  });
}

function instanceOf({ InstanceId, State, VpcId, SecurityGroups = [], Tags = [] }: Ec2Instance): Instance {
  return {
    id: InstanceId ?? "",
    name: nameOf(Tags),
    running: State?.Name === "running",
    vpcId: VpcId ?? "",
    groups: SecurityGroups.map(({ GroupId = "", GroupName = "" }) => ({ id: GroupId, name: GroupName })).sort(
      by(({ id }) => id),
    ),
    tags: Object.fromEntries(Tags.map(({ Key = "", Value = "" }) => [Key, Value])),
  };
}

/** The VPCs of a region, the default one first. */
export function lookAtVpcs(clients: Clients, region: string): Promise<Sight<Vpc>> {
  const client = clients.ec2(region);
  return sight("ec2:DescribeVpcs", async () => {
    const vpcs = await pages(paginateDescribeVpcs({ client }, {}), ({ Vpcs }) => Vpcs);
    return vpcs
      .map(({ VpcId = "", IsDefault, Tags }) => ({
        id: VpcId,
        name: nameOf(Tags),
        isDefault: IsDefault === true,
      }))
      .sort(by(({ id, isDefault }) => `${isDefault ? 0 : 1} ${id}`));
  });
}

/** The subnets of a VPC that a load balancer for the internet can stand in, by zone. */
export function lookAtPublicSubnets(
  clients: Clients,
  region: string,
  vpcId: string,
): Promise<Sight<PublicSubnet>> {
  const client = clients.ec2(region);
  const of = { Filters: [{ Name: "vpc-id", Values: [vpcId] }] };
  return sight("ec2:DescribeSubnets and ec2:DescribeRouteTables", async () => {
    const subnets = await pages(paginateDescribeSubnets({ client }, of), ({ Subnets }) => Subnets);
    const tables = await pages(paginateDescribeRouteTables({ client }, of), ({ RouteTables }) => RouteTables);
    return (
      subnets
        .filter(({ SubnetId }) => reachesInternet(tableOf(tables, SubnetId)))
        .map(({ SubnetId = "", AvailabilityZone = "", Tags }) => ({
          id: SubnetId,
          name: nameOf(Tags),
          zone: AvailabilityZone,
        }))
        // Local zones have names such as us-west-2-lax-1a.
        .filter(({ zone }) => zone.length === region.length + 1)
        .sort(by(({ zone, id }) => `${zone} ${id}`))
    );
  });
}

/** The route table of a subnet: its own, or else the VPC's main one. */
function tableOf(tables: readonly RouteTable[], subnetId: string | undefined): RouteTable | undefined {
  const own = tables.find(({ Associations = [] }) => Associations.some((each) => each.SubnetId === subnetId));
  return own ?? tables.find(({ Associations = [] }) => Associations.some(({ Main }) => Main === true));
}

function reachesInternet(table: RouteTable | undefined): boolean {
  return (table?.Routes ?? []).some(
    ({ DestinationCidrBlock, GatewayId }) =>
      DestinationCidrBlock === "0.0.0.0/0" && GatewayId?.startsWith("igw-") === true,
  );
}

/** The certificates of a region that are issued and publicly trusted, the one that lasts longest first. */
export function lookAtCertificates(clients: Clients, region: string): Promise<Sight<Certificate>> {
  const client = clients.acm(region);
  return sight("acm:ListCertificates", async () => {
    const summaries = await pages(
      paginateListCertificates(
        { client },
        { CertificateStatuses: ["ISSUED"], Includes: { keyTypes: KEY_TYPES } },
      ),
      ({ CertificateSummaryList }) => CertificateSummaryList,
    );
    const found = summaries.filter(({ Type }) => Type !== "PRIVATE");
    const certificates = await Promise.all(
      found.map(async (summary) => ({
        arn: summary.CertificateArn ?? "",
        names: await namesOf(summary),
        imported: summary.Type === "IMPORTED",
        expires: summary.NotAfter?.getTime() ?? 0,
      })),
    );
    return certificates.sort((a, b) => b.expires - a.expires || (a.arn < b.arn ? -1 : 1));
  });

  async function namesOf(summary: CertificateSummary): Promise<string[]> {
    const { CertificateArn, DomainName = "", SubjectAlternativeNameSummaries: some } = summary;
    if (some !== undefined && summary.HasAdditionalSubjectAlternativeNames !== true) {
      return [...new Set([DomainName, ...some])];
    }
    const { Certificate: all } = await client.send(new DescribeCertificateCommand({ CertificateArn }));
    return [...new Set([DomainName, ...(all?.SubjectAlternativeNames ?? [])])];
  }
}

/** What may not be looked at is unseen; any other error is one. */
async function sight<T>(permission: string, look: () => Promise<readonly T[]>): Promise<Sight<T>> {
  try {
    return { items: await look() };
  } catch (error) {
    if (error instanceof Error && DENIED.test(error.name)) {
      return { items: [], unseen: `the credentials may not ${permission}` };
    }
    throw new Error(`nothing was written: ${permission}: ${error instanceof Error ? error.message : error}`);
  }
}

function nameOf(tags: readonly Tag[] = []): string | undefined {
  return tags.find(({ Key }) => Key === "Name")?.Value;
}

function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0);
}
