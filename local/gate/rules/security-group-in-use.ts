import { errorFor } from "../aws-error";
import type { Questions } from "../questions";
import type { Rule } from "../rule";
import { element, elements, text, texts, type XmlNode } from "../xml";

/**
 * A security group is not deleted while a load balancer or an instance is in it, or a rule of another group
 * names it.
 *
 * AWS: DependencyViolation, 400.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html
 */
export const securityGroupInUse: Rule = {
  name: "security-group-in-use",
  async answer(request, { ask }) {
    const groupId = request.fields.get("GroupId");
    if (request.action !== "DeleteSecurityGroup" || groupId === undefined) {
      return undefined;
    }
    const used =
      (await hasLoadBalancer(ask, request.region, groupId)) ||
      (await hasInstance(ask, request.region, groupId)) ||
      (await isNamedByAnother(ask, request.region, groupId));
    return used
      ? errorFor("ec2", "DependencyViolation", `resource ${groupId} has a dependent object`)
      : undefined;
  },
};

async function hasLoadBalancer(ask: Questions, region: string, groupId: string): Promise<boolean> {
  const pages = await ask.elb(region, "DescribeLoadBalancers");
  const groups = pages.flatMap((page) =>
    elements(page, "SecurityGroups").flatMap((list) => texts(list, "member")),
  );
  return groups.includes(groupId);
}

async function hasInstance(ask: Questions, region: string, groupId: string): Promise<boolean> {
  const found = await ask.ec2(region, "DescribeInstances", {
    "Filter.1.Name": "instance-state-name",
    "Filter.1.Value.1": "pending",
    "Filter.1.Value.2": "running",
    "Filter.1.Value.3": "stopping",
    "Filter.1.Value.4": "stopped",
  });
  return texts(found, "groupId").includes(groupId);
}

async function isNamedByAnother(ask: Questions, region: string, groupId: string): Promise<boolean> {
  const rules = await ask.ec2(region, "DescribeSecurityGroupRules", {});
  return elements(element(rules, "securityGroupRuleSet"), "item").some(
    (rule) => ownGroup(rule) !== groupId && text(element(rule, "referencedGroupInfo"), "groupId") === groupId,
  );
}

/** The group that a rule stands in, not the one that it names. */
function ownGroup(rule: XmlNode): XmlNode | undefined {
  return typeof rule === "string" || Array.isArray(rule) ? undefined : rule.groupId;
}
