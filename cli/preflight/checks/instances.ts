import { type Finding, fail, ok, skipped, warning } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";
import type { BackendSeen, InstanceSeen } from "../seen/instances";
import type { NetworkSeen } from "../seen/network";

/** Whether each backend's instances stand where the load balancer can reach them. */
export const instances: Check = {
  id: "instances-network",
  wait: "looking at the instances",
  permissions: [
    "ec2:DescribeInstances",
    "ec2:DescribeSecurityGroupRules",
    "ec2:DescribeVpcs",
    "ec2:DescribeSubnets",
  ],
  async run(look) {
    const { backends } = await look.instances();
    const network = look.environment.network.type === "remoteState" ? undefined : await look.network();
    return Object.entries(look.environment.backends).flatMap(([name, { targets }]) => {
      const seen = backends.find(({ backend }) => backend === name);
      return seen === undefined
        ? [skipped(`instances of ${name}`, `not needed: its targets are of type ${targets.type}`)]
        : ofBackend(look, seen, network);
    });
  },
};

function ofBackend({ environment }: Look, seen: BackendSeen, network: NetworkSeen | undefined): Finding[] {
  const check = `instances of ${seen.backend}`;
  const file = `environments/${environment.environment}.yaml`;
  const gone = seen.missing.map((id) =>
    fail(
      check,
      `no instance ${id} in this account and region, or it is terminated`,
      `correct backends.${seen.backend}.targets in ${file}`,
    ),
  );
  if (seen.instances.length === 0 && gone.length === 0) {
    return [
      fail(
        check,
        "no instance bears the tags: a plan is refused",
        `tag one, or correct backends.${seen.backend}.targets`,
      ),
    ];
  }
  return [...gone, ...seen.instances.map((instance) => ofInstance(check, seen, instance, network))];
}

function ofInstance(
  check: string,
  { backend, namedGroups }: BackendSeen,
  instance: InstanceSeen,
  network: NetworkSeen | undefined,
): Finding {
  const { id, state, vpcId, zone, groupIds } = instance;
  const named = namedGroups[id];
  if (named === undefined && groupIds.length !== 1) {
    return fail(
      check,
      `${id} is in ${groupIds.length} security groups: ${groupIds.join(", ")}`,
      `write the securityGroupId that is to let the load balancer in under backends.${backend}.targets`,
    );
  }
  if (named !== undefined && !groupIds.includes(named)) {
    return fail(check, `${id} is not in ${named}, but in ${groupIds.join(", ")}`, "correct securityGroupId");
  }
  const misplaced = placeProblem(instance, network);
  if (misplaced !== undefined) {
    return fail(check, misplaced.why, misplaced.mend);
  }
  const seen = `${id} in ${vpcId}, ${zone}, ${state}`;
  if (network === undefined) {
    return skipped(
      check,
      `${seen}; whether that is the load balancer's VPC stands in another Terraform state`,
    );
  }
  return state === "running"
    ? ok(check, seen)
    : warning(check, `${seen}: it answers no health check`, `aws ec2 start-instances --instance-ids ${id}`);
}

function placeProblem(
  { id, vpcId, zone }: InstanceSeen,
  network: NetworkSeen | undefined,
): { readonly why: string; readonly mend: string } | undefined {
  if (network === undefined || network.kind === "missing") {
    return undefined;
  }
  if (network.kind === "made") {
    const mend = `write network: {type: existing, vpcId: ${vpcId}, ...}`;
    return { why: `${id} lies in ${vpcId}, and the load balancer in a VPC that is yet to be made`, mend };
  }
  if (vpcId !== network.vpcId) {
    const mend = `write network: {type: existing, vpcId: ${vpcId}, ...}`;
    return { why: `${id} lies in ${vpcId}, and the load balancer in ${network.vpcId}`, mend };
  }
  const zones = [...new Set(network.subnets.map((subnet) => subnet.zone))];
  return zones.includes(zone)
    ? undefined
    : {
        why: `${id} lies in ${zone}, and the load balancer in ${zones.join(", ")}: it sends nothing there`,
        mend: `name a subnet of ${zone} too`,
      };
}
