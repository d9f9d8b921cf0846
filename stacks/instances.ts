import { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { AutoScalingGroup } from "../modules/compute/auto-scaling-group";
import { InstanceRole } from "../modules/compute/instance-role";
import { LaunchTemplate } from "../modules/compute/launch-template";
import { MachineImage } from "../modules/compute/machine-image";
import { TargetTracking } from "../modules/compute/target-tracking";
import { ListenerRules } from "../modules/load-balancing/listener-rules";
import type { VpcAttributes } from "../modules/network/vpc";
import type { Peers } from "./backend-peers";
import type { BackendTier } from "./backend-tier";
import { NAME_LIMITS, namePrefix, resourceName } from "./names";
import { tagsOf } from "./providers";

type Backend = Environment["backends"][string];
type AutoScaling = Extract<Backend["targets"], { type: "autoScaling" }>;

/** The instances of one backend, and what they are made of. */
export interface Instances {
  readonly group: AutoScalingGroup;
  readonly template: LaunchTemplate;
  readonly role: InstanceRole;
  /** the scope of all of it: a backend may have any name, and an id with an underscore is nobody's */
  readonly place: Construct;
}

export interface InstancesNeeds {
  /** of the backend */
  readonly name: string;
  readonly backend: Backend;
  readonly targets: AutoScaling;
  readonly targetGroupArns: readonly string[];
  readonly network: VpcAttributes;
  readonly peers: Peers | undefined;
}

/** The Auto Scaling group of a backend: `aws_autoscaling_group.api_instances`. */
export function createInstances(
  scope: Construct,
  environment: Environment,
  needs: InstancesNeeds,
): Instances {
  const place = new Construct(scope, `${needs.name}_instances`);
  const role = createRole(place, environment, needs);
  const template = createTemplate(place, environment, needs, role);
  const group = createGroup(place, environment, needs, { role, template });
  return { group, template, role, place };
}

function createRole(place: Construct, environment: Environment, { name, targets }: InstancesNeeds) {
  return new InstanceRole(place, "role", {
    namePrefix: namePrefix(environment, name, NAME_LIMITS.rolePrefix),
    description: `Instances of backend ${name} of ${environment.project} ${environment.environment}`,
    policyArns: targets.policyArns,
  });
}

function createTemplate(
  place: Construct,
  environment: Environment,
  { name, targets, peers }: InstancesNeeds,
  role: InstanceRole,
): LaunchTemplate {
  const { instanceType, volume, userData, metadataHops, subnets, securityGroupIds } = targets;
  return new LaunchTemplate(place, "template", {
    namePrefix: namePrefix(environment, name, NAME_LIMITS.launchTemplatePrefix),
    image: new MachineImage(place, "image", { image: targets.image }),
    instanceType,
    instanceProfileName: role.instanceProfileName,
    securityGroupIds: [...(peers?.ownGroup === undefined ? [] : [peers.ownGroup]), ...securityGroupIds],
    publicAddress: subnets === "public",
    volumeSize: volume.size,
    volumeType: volume.type,
    userData: userData?.text,
    metadataHops: metadataHops === 2 ? 2 : 1,
    tags: instanceTags(environment, name),
  });
}

function createGroup(
  place: Construct,
  environment: Environment,
  { name, backend, targets, network, peers, targetGroupArns }: InstancesNeeds,
  { role, template }: Pick<Instances, "role" | "template">,
): AutoScalingGroup {
  const { min, max, desired, gracePeriod, refresh } = targets;
  return new AutoScalingGroup(place, "Resource", {
    namePrefix: namePrefix(environment, name, NAME_LIMITS.autoScalingGroupPrefix),
    launchTemplate: template,
    subnetIds: targets.subnets === "private" ? network.privateSubnetIds : network.publicSubnetIds,
    targetGroupArns,
    min,
    max,
    desired,
    gracePeriod,
    refresh,
    drainSeconds: backend.deregistrationDelay,
    tags: instanceTags(environment, name),
    preventDestroy: environment.protect,
    // What an instance fetches as it starts is there only once it may call out.
    dependsOn: [...role.grants, ...(peers?.waysOut ?? []), ...(network.waysOut ?? [])],
  });
}

function instanceTags(environment: Environment, backend: string): Record<string, string> {
  const name = resourceName(environment, backend, NAME_LIMITS.tagValue);
  return { ...tagsOf(environment), Name: name };
}

/** What the number of instances follows, once requests are forwarded to them. */
export function scaleInstances(
  { backends }: Environment,
  { loadBalancer, listeners, targetGroups }: Pick<BackendTier, "loadBalancer" | "listeners" | "targetGroups">,
): void {
  for (const [name, { https, instances }] of Object.entries(targetGroups)) {
    const targets = backends[name]?.targets;
    if (instances === undefined || targets?.type !== "autoScaling" || targets.scaling === undefined) {
      continue;
    }
    const { cpu, requestsPerTarget } = targets.scaling;
    const { gracePeriod } = targets;
    const rules = listeners.https.node.tryFindChild(name);
    new TargetTracking(instances.place, "scaling", {
      autoScalingGroupName: instances.group.name,
      warmup: gracePeriod,
      cpu,
      requests:
        requestsPerTarget === undefined
          ? undefined
          : {
              perTarget: requestsPerTarget,
              loadBalancerArnSuffix: loadBalancer.arnSuffix,
              targetGroupArnSuffix: https.group.arnSuffix,
              dependsOn: rules instanceof ListenerRules ? rules.resources : [],
            },
    });
  }
}
