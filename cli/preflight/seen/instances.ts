import {
  DescribeAddressesCommand,
  type EC2Client,
  type Filter,
  type Instance,
  paginateDescribeInstances,
  paginateDescribeSecurityGroupRules,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import type { Environment } from "../../../config/environment";
import type { Clients } from "../../aws/clients";
import { pages } from "../../recover/aws";

export interface InstanceSeen {
  readonly id: string;
  readonly state: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly privateIp: string | undefined;
  readonly publicIp: string | undefined;
  readonly groupIds: readonly string[];
}

/** The machines of one backend. */
export interface BackendSeen {
  readonly backend: string;
  readonly instances: readonly InstanceSeen[];
  /** ids that the file names and the account does not have */
  readonly missing: readonly string[];
  /** the group that the file names for all or some of them */
  readonly namedGroups: Readonly<Record<string, string>>;
}

export interface InstancesSeen {
  /** of backends whose instances exist already */
  readonly backends: readonly BackendSeen[];
  /** the instance that has the address of `direct` */
  readonly direct: DirectSeen | undefined;
  /** the rules of every group of theirs */
  readonly rules: readonly SecurityGroupRule[];
}

export type DirectSeen =
  | { readonly kind: "found"; readonly address: string; readonly instance: InstanceSeen }
  | { readonly kind: "missing"; readonly why: string };

export async function lookAtInstances(clients: Clients, environment: Environment): Promise<InstancesSeen> {
  const client = clients.ec2(environment.region);
  const backends = [];
  for (const name of Object.keys(environment.backends)) {
    const seen = await backendOf(client, environment, name);
    if (seen !== undefined) backends.push(seen);
  }
  const direct = environment.direct && (await directOf(client, environment.direct.address));
  const instances = backends.flatMap((backend) => backend.instances);
  const all = direct?.kind === "found" ? [...instances, direct.instance] : instances;
  return {
    backends,
    direct,
    rules: await rulesOf(
      client,
      all.flatMap(({ groupIds }) => groupIds),
    ),
  };
}

/** Undefined for a backend whose targets are no instances, or are yet to be made. */
async function backendOf(
  client: EC2Client,
  { backends }: Environment,
  backend: string,
): Promise<BackendSeen | undefined> {
  const targets = backends[backend]?.targets;
  switch (targets?.type) {
    case "instances": {
      const ids = targets.instances.map(({ id }) => id);
      const instances = await standing(client, [{ Name: "instance-id", Values: ids }]);
      const missing = ids.filter((id) => !instances.some((instance) => instance.id === id));
      const named = targets.instances.flatMap(({ id, securityGroupId }) =>
        securityGroupId === undefined ? [] : [[id, securityGroupId]],
      );
      return { backend, instances, missing, namedGroups: Object.fromEntries(named) };
    }
    case "tags": {
      const { tags, securityGroupId } = targets;
      const filters = Object.entries(tags).map(([key, value]) => ({ Name: `tag:${key}`, Values: [value] }));
      const instances = await standing(client, filters);
      const named = instances.flatMap(({ id }) =>
        securityGroupId === undefined ? [] : [[id, securityGroupId]],
      );
      return { backend, instances, missing: [], namedGroups: Object.fromEntries(named) };
    }
    default:
      return undefined;
  }
}

/** By filter rather than by id: one that is gone is no error. */
async function standing(client: EC2Client, filters: readonly Filter[]): Promise<InstanceSeen[]> {
  const states = { Name: "instance-state-name", Values: ["pending", "running", "stopping", "stopped"] };
  const reservations = await pages(
    paginateDescribeInstances({ client }, { Filters: [...filters, states] }),
    ({ Reservations }) => Reservations,
  );
  return reservations
    .flatMap(({ Instances = [] }) => Instances.map(instanceOf))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function instanceOf(instance: Instance): InstanceSeen {
  return {
    id: instance.InstanceId ?? "",
    state: instance.State?.Name ?? "unknown",
    vpcId: instance.VpcId ?? "",
    zone: instance.Placement?.AvailabilityZone ?? "",
    privateIp: instance.PrivateIpAddress,
    publicIp: instance.PublicIpAddress,
    groupIds: (instance.SecurityGroups ?? []).map(({ GroupId = "" }) => GroupId).sort(),
  };
}

async function directOf(client: EC2Client, address: string): Promise<DirectSeen> {
  const Name = address.startsWith("eipalloc-") ? "allocation-id" : "public-ip";
  const { Addresses = [] } = await client.send(
    new DescribeAddressesCommand({ Filters: [{ Name, Values: [address] }] }),
  );
  const publicIp = Addresses[0]?.PublicIp;
  if (publicIp === undefined) {
    return { kind: "missing", why: `no Elastic IP address ${address} in this account and region` };
  }
  const [instance] = await standing(client, [{ Name: "ip-address", Values: [publicIp] }]);
  return instance === undefined
    ? { kind: "missing", why: `${publicIp} is of no instance` }
    : { kind: "found", address: publicIp, instance };
}

async function rulesOf(client: EC2Client, groupIds: readonly string[]): Promise<SecurityGroupRule[]> {
  const Values = [...new Set(groupIds)].sort();
  if (Values.length === 0) return [];
  const Filters = [{ Name: "group-id", Values }];
  return pages(
    paginateDescribeSecurityGroupRules({ client }, { Filters }),
    ({ SecurityGroupRules }) => SecurityGroupRules,
  );
}
