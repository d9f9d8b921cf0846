import type { AwsRequest } from "../aws-request";
import type { Rule } from "../rule";
import { parseXml, texts } from "../xml";

const PEER =
  /^IpPermissions\.1\.(?:Groups|UserIdGroupPairs|PrefixListIds)\.1\.(GroupId|PrefixListId|Description)$/;

/**
 * A rule whose peer is a group or a prefix list keeps its description, which moto forgets unless it is set by
 * a later change; the change is made here, for a call that makes one rule, as Terraform's do.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html
 */
export const securityGroupRuleDescriptions: Rule = {
  name: "security-group-rule-descriptions",
  async reply(request, response, { ask }) {
    const change = changeOf(request);
    if (change === undefined || response.status !== 200) {
      return response;
    }
    const [ruleId, ...others] = texts(parseXml(response.body.toString("utf8")), "securityGroupRuleId");
    if (ruleId !== undefined && others.length === 0) {
      await ask.ec2(request.region, "ModifySecurityGroupRules", {
        "SecurityGroupRule.1.SecurityGroupRuleId": ruleId,
        ...change,
      });
    }
    return response;
  },
};

/** The same rule as the later change names it; undefined where there is nothing to set. */
function changeOf({ action, fields }: AwsRequest): Record<string, string> | undefined {
  if (action !== "AuthorizeSecurityGroupIngress" && action !== "AuthorizeSecurityGroupEgress") {
    return undefined;
  }
  const peer = new Map(
    [...fields].flatMap(([name, value]) => {
      const key = PEER.exec(name)?.[1];
      return key === undefined ? [] : [[key, value] as const];
    }),
  );
  const description = peer.get("Description");
  const groupId = peer.get("GroupId");
  const prefixListId = peer.get("PrefixListId");
  if (description === undefined || (groupId === undefined && prefixListId === undefined)) {
    return undefined;
  }
  const rule = {
    IpProtocol: fields.get("IpPermissions.1.IpProtocol") ?? "-1",
    FromPort: fields.get("IpPermissions.1.FromPort") ?? "-1",
    ToPort: fields.get("IpPermissions.1.ToPort") ?? "-1",
    Description: description,
    ...(groupId === undefined ? {} : { ReferencedGroupId: groupId }),
    ...(prefixListId === undefined ? {} : { PrefixListId: prefixListId }),
  };
  return {
    GroupId: fields.get("GroupId") ?? "",
    ...Object.fromEntries(
      Object.entries(rule).map(([name, value]) => [`SecurityGroupRule.1.SecurityGroupRule.${name}`, value]),
    ),
  };
}
