import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { AddressTargets } from "../modules/load-balancing/address-targets";
import { InstanceTargets } from "../modules/load-balancing/instance-targets";
import { TaggedTargets } from "../modules/load-balancing/tagged-targets";
import { TargetGroup } from "../modules/load-balancing/target-group";
import type { VpcAttributes } from "../modules/network/vpc";
import type { BackendPeers, Peers } from "./backend-peers";
import type { Instances, InstancesNeeds } from "./instances";
import { balancerId, NAME_LIMITS } from "./names";

type Backend = Environment["backends"][string];

/** A target group, and what registers targets in it: nothing is forwarded before. */
export interface Targets {
  readonly group: TargetGroup;
  readonly attachments: readonly ITerraformDependable[];
}

/** The target groups of one backend: for HTTPS requests, and with `http: forward` for plain ones. */
export interface BackendTargets {
  readonly https: Targets;
  readonly http?: Targets;
  /** undefined where the instances are not made here */
  readonly instances?: Instances;
}

export type TargetGroups = Readonly<Record<string, BackendTargets>>;

export function createTargets(
  scope: Construct,
  environment: Environment,
  network: VpcAttributes,
  peers: BackendPeers,
): TargetGroups {
  const balancer = balancerId(environment);
  return Object.fromEntries(
    Object.entries(environment.backends).map(([name, backend]) => {
      const create = (id: string, port: number, protocol: Backend["protocol"]) =>
        createGroup(scope, id, { name, backend, port, protocol, network, peers: peers[name] });
      const { port, protocol, httpPort } = backend;
      const https = create(`${name}_${balancer}`, port, protocol);
      const groups =
        httpPort === undefined
          ? { https }
          : { https, http: create(`${name}_${balancer}_http`, httpPort, "http") };
      const { targets } = backend;
      return [
        name,
        targets.type === "autoScaling"
          ? withInstances(scope, environment, { name, backend, targets, groups, network, peers: peers[name] })
          : groups,
      ];
    }),
  );
}

/** One Auto Scaling group registers its instances in both target groups. */
function withInstances(
  scope: Construct,
  environment: Environment,
  { groups, ...needs }: Omit<InstancesNeeds, "targetGroupArns"> & { readonly groups: BackendTargets },
): BackendTargets {
  const { https, http } = groups;
  const targetGroupArns = [https, ...(http === undefined ? [] : [http])].map(({ group }) => group.arn);
  const made: typeof import("./instances") = require("./instances");
  const instances = made.createInstances(scope, environment, { ...needs, targetGroupArns });
  const attachments = [instances.group.registration];
  return {
    https: { ...https, attachments },
    ...(http === undefined ? {} : { http: { ...http, attachments } }),
    instances,
  };
}

interface GroupNeeds {
  readonly name: string;
  readonly backend: Backend;
  readonly port: number;
  readonly protocol: Backend["protocol"];
  readonly network: VpcAttributes;
  readonly peers: Peers | undefined;
}

function createGroup(scope: Construct, id: string, needs: GroupNeeds): Targets {
  const { name, backend, port, protocol, network, peers } = needs;
  const group = new TargetGroup(scope, id, {
    // Six characters are all there is: the backend's, not the project's.
    namePrefix: `${name.slice(0, NAME_LIMITS.targetGroupPrefix - 1)}-`,
    vpcId: network.vpcId,
    port,
    protocol,
    targetType: targetTypeOf(backend),
    healthCheck: { ...backend.healthCheck, protocol: backend.protocol },
    deregistrationDelay: backend.deregistrationDelay,
    stickiness: backend.stickiness,
    requiredTargets: peers?.taggedIds,
  });
  return { group, attachments: register(group, backend, peers) };
}

function targetTypeOf({ targets }: Backend): "instance" | "ip" {
  switch (targets.type) {
    case "addresses":
      return "ip";
    case "external":
      return targets.targetType;
    default:
      return "instance";
  }
}

function register(
  group: TargetGroup,
  { targets }: Backend,
  peers: Peers | undefined,
): readonly ITerraformDependable[] {
  const scope = group.registrations;
  const targetGroupArn = group.arn;
  switch (targets.type) {
    case "instances": {
      const instanceIds = targets.instances.map(({ id }) => id);
      return new InstanceTargets(scope, "Resource", { targetGroupArn, instanceIds }).attachments;
    }
    case "tags": {
      const instanceIds = peers?.taggedIds ?? [];
      return new TaggedTargets(scope, "Resource", { targetGroupArn, instanceIds }).attachments;
    }
    case "addresses":
      return new AddressTargets(scope, "Resource", { targetGroupArn, addresses: targets.addresses })
        .attachments;
    case "autoScaling":
    case "external":
      return [];
  }
}
