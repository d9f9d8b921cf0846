import { describeOpenRule, openRules as openRulesOf } from "../../aws/open-rules";
import { ok, skipped, warning } from "../../doctor/finding";
import type { Check } from "../check";

const CHECK = "open rules";

/** Rules of the instances' groups that let anyone past the load balancer: none of them is needed once it serves. */
export const openRules: Check = {
  id: "open-rules",
  wait: "looking for rules that let anyone in",
  permissions: ["ec2:DescribeInstances", "ec2:DescribeAddresses", "ec2:DescribeSecurityGroupRules"],
  async run(look) {
    const { backends, direct, rules } = await look.instances();
    const found = openRulesOf(rules);
    const groups = new Set(
      [
        ...backends.flatMap(({ instances }) => instances),
        ...(direct?.kind === "found" ? [direct.instance] : []),
      ].flatMap(({ groupIds }) => groupIds),
    );
    if (groups.size === 0) {
      return [skipped(CHECK, "not needed: no instance stands already")];
    }
    return found.length === 0
      ? [ok(CHECK, `none in ${[...groups].sort().join(", ")}`)]
      : found.map((rule) =>
          warning(
            CHECK,
            describeOpenRule(rule),
            `once the load balancer serves: aws ec2 revoke-security-group-ingress --region ${look.environment.region} --group-id ${rule.groupId} --security-group-rule-ids ${rule.id}`,
          ),
        );
  },
};
