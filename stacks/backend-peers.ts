import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { BackendAccess } from "../modules/network/backend-access";
import { BackendSecurityGroup } from "../modules/network/backend-security-group";
import { InstanceSecurityGroup } from "../modules/network/instance-group";
import { TaggedInstances } from "../modules/network/tagged-instances";
import type { VpcAttributes } from "../modules/network/vpc";
import { balancerId, NAME_LIMITS, namePrefix } from "./names";

type Backend = Environment["backends"][string];

/** Who stands behind the load balancer, by backend. */
export type BackendPeers = Readonly<Record<string, Peers>>;

/** The machines of one backend, as security groups see them. */
export interface Peers {
  /** security groups that exist already */
  readonly groups: readonly string[];
  /** the same as lists that a data source fills in */
  readonly groupLists: readonly (readonly string[])[];
  /** the group that is made here, for whatever registers the targets, or for the instances that are made here */
  readonly ownGroup?: string;
  /** what lets the members of `ownGroup` call out */
  readonly waysOut?: readonly ITerraformDependable[];
  readonly addresses: readonly string[];
  /** ids of tagged instances, which a data source fills in */
  readonly taggedIds?: readonly string[];
}

const NOBODY: Peers = { groups: [], groupLists: [], addresses: [] };

export function findPeers(scope: Construct, environment: Environment, network: VpcAttributes): BackendPeers {
  const groupOf = instanceGroups(scope);
  return Object.fromEntries(
    Object.entries(environment.backends).map(([name, backend]) => [
      name,
      peersOf(scope, environment, network, groupOf, name, backend),
    ]),
  );
}

function peersOf(
  scope: Construct,
  environment: Environment,
  { vpcId }: VpcAttributes,
  groupOf: (instanceId: string) => string,
  name: string,
  { targets }: Backend,
): Peers {
  switch (targets.type) {
    case "instances":
      return {
        ...NOBODY,
        groups: targets.instances.map(({ id, securityGroupId }) => securityGroupId ?? groupOf(id)),
      };
    case "tags": {
      const found = new TaggedInstances(scope, peersId(name), targets);
      return { ...NOBODY, groupLists: [found.securityGroupIds], taggedIds: found.ids };
    }
    case "addresses":
      return { ...NOBODY, addresses: targets.addresses };
    case "autoScaling":
    case "external": {
      const group = new BackendSecurityGroup(scope, peersId(name), {
        namePrefix: namePrefix(environment, name, NAME_LIMITS.securityGroupPrefix),
        vpcId,
        description: `Backend ${name}: reached by the load balancer only`,
        outboundPorts: targets.type === "autoScaling" ? targets.outboundPorts : [],
      });
      return { ...NOBODY, ownGroup: group.securityGroupId, waysOut: group.waysOut };
    }
  }
}

/** A backend may have any name; an id with an underscore is nobody's. */
function peersId(backend: string): string {
  return `backend_${backend}`;
}

/** An instance that serves two backends is looked up once. */
function instanceGroups(scope: Construct): (instanceId: string) => string {
  const found = new Map<string, InstanceSecurityGroup>();
  return (instanceId) => {
    const group = found.get(instanceId) ?? new InstanceSecurityGroup(scope, instanceId, { instanceId });
    found.set(instanceId, group);
    return group.securityGroupId;
  };
}

/** For each port that the load balancer calls, the way from it to the backends that serve there, and no other. */
export function admitBackends(
  scope: Construct,
  environment: Environment,
  peers: BackendPeers,
  loadBalancerSecurityGroupId: string,
): void {
  const { backends } = environment;
  const ports = [...new Set(Object.values(backends).flatMap(portsOf))].sort((a, b) => a - b);
  for (const port of ports) {
    const serving = Object.entries(peers).filter(
      ([name]) => backends[name] && portsOf(backends[name]).includes(port),
    );
    const own = serving.flatMap(([name, { ownGroup }]) =>
      ownGroup === undefined ? [] : [[peersId(name), ownGroup]],
    );
    new BackendAccess(scope, `${balancerId(environment)}_${port}`, {
      loadBalancerSecurityGroupId,
      port,
      groups: serving.flatMap(([, { groups }]) => groups),
      groupLists: serving.flatMap(([, { groupLists }]) => groupLists),
      ownGroups: Object.fromEntries(own),
      addresses: [...new Set(serving.flatMap(([, { addresses }]) => addresses))].sort(),
    });
  }
}

/** Traffic, plain traffic and health checks. */
function portsOf({ port, httpPort, healthCheck }: Backend): number[] {
  return [port, httpPort, healthCheck.port].filter((each) => each !== undefined);
}
