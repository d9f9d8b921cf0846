import type { SecurityGroupRule } from "@aws-sdk/client-ec2";
import { type Finding, fail, ok, skipped } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";
import type { InstanceSeen } from "../seen/instances";

const CHECK = "direct access";

/** Whether the address of `direct` is an instance's, and its group has none of the rules yet. */
export const direct: Check = {
  id: "direct",
  wait: "looking at the direct access",
  permissions: ["ec2:DescribeAddresses", "ec2:DescribeInstances", "ec2:DescribeSecurityGroupRules"],
  async run(look) {
    const wanted = look.environment.direct;
    if (wanted === undefined) {
      return [skipped(CHECK, "not needed: the file has no direct")];
    }
    const seen = await look.instances();
    if (seen.direct === undefined || seen.direct.kind === "missing") {
      const why = seen.direct?.why ?? "not looked at";
      return [fail(CHECK, why, "associate the address with the instance, or correct direct.address")];
    }
    const { address, instance } = seen.direct;
    const found = `${wanted.name} will be ${address}, of ${instance.id}`;
    return wanted.ssh === undefined
      ? [ok(CHECK, found)]
      : [ok(CHECK, found), ssh(look, instance, seen.rules)];
  },
};

function ssh(
  { environment: { direct } }: Look,
  { id, groupIds }: InstanceSeen,
  rules: readonly SecurityGroupRule[],
): Finding {
  const check = "direct access, SSH";
  const named = direct?.ssh?.securityGroupId;
  if (named === undefined && groupIds.length !== 1) {
    return fail(
      check,
      `${id} is in ${groupIds.length} security groups: ${groupIds.join(", ")}`,
      "write direct.ssh.securityGroupId",
    );
  }
  if (named !== undefined && !groupIds.includes(named)) {
    return fail(
      check,
      `${id} is not in ${named}, but in ${groupIds.join(", ")}`,
      "correct direct.ssh.securityGroupId",
    );
  }
  const group = named ?? groupIds[0] ?? "";
  const standing = rules.filter(
    (rule) => rule.GroupId === group && isSshFrom(rule, direct?.ssh?.from ?? []) && !isOurs(rule),
  );
  const [first] = standing;
  if (first === undefined) {
    return ok(
      check,
      `${group} has none of the ${direct?.ssh?.from.length} rules yet, or they are this environment's own`,
    );
  }
  const list = standing.map(
    ({ SecurityGroupRuleId, CidrIpv4, CidrIpv6 }) => `${SecurityGroupRuleId} from ${CidrIpv4 ?? CidrIpv6}`,
  );
  return fail(
    check,
    `${group} has ${list.join(", ")} already, and AWS takes no second such rule`,
    "leave the network out of direct.ssh.from, or revoke the rule in the same minute as the apply",
  );
}

function isSshFrom(rule: SecurityGroupRule, from: readonly string[]): boolean {
  const { IsEgress, IpProtocol, FromPort, ToPort } = rule;
  const network = rule.CidrIpv4 ?? rule.CidrIpv6 ?? "";
  return (
    IsEgress !== true && IpProtocol === "tcp" && FromPort === 22 && ToPort === 22 && from.includes(network)
  );
}

function isOurs({ Tags = [] }: SecurityGroupRule): boolean {
  return Tags.some(({ Key, Value }) => Key === "ManagedBy" && Value === "gatehouse");
}
