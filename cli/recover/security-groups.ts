import {
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  type SecurityGroup,
  type SecurityGroupRule,
} from "@aws-sdk/client-ec2";
import { pages } from "./aws";
import type { Finder, Found } from "./family";
import { hasGeneratedName, keyed, orphan, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** By VPC and name, or by what `name_prefix` makes of it. */
export const findSecurityGroup: Finder = async (planned, aws) => {
  const vpcId = planned.known.text("vpc_id");
  const prefix = planned.known.text("name_prefix");
  const name = planned.known.text("name") ?? (prefix === undefined ? undefined : `${prefix}*`);
  if (vpcId === undefined || name === undefined) {
    return [];
  }
  const Filters = [
    { Name: "vpc-id", Values: [vpcId] },
    { Name: "group-name", Values: [name] },
  ];
  const groups = await pages(
    paginateDescribeSecurityGroups({ client: aws.ec2(planned) }, { Filters }),
    (page) => page.SecurityGroups,
  );
  return groups.flatMap((group) => securityGroupFound(planned, group));
};

export function securityGroupFound(
  planned: Planned,
  { GroupId = "", GroupName = "", Tags }: SecurityGroup,
): Found[] {
  const name = planned.known.text("name");
  const tags = tagsOf(Tags);
  if (name !== undefined) {
    return GroupName === name ? [keyed(planned, GroupId, `name ${name}`, tags)] : [];
  }
  return hasGeneratedName(GroupName, planned.known.text("name_prefix") ?? " ")
    ? orphan(planned, GroupId, `name ${GroupName}`, tags)
    : [];
}

/** By group, direction, protocol, ports and peer: of which AWS takes one each. */
export const findSecurityGroupRule: Finder = async (planned, aws) => {
  const groupId = planned.known.text("security_group_id");
  if (groupId === undefined || peerOf(planned) === undefined) {
    return [];
  }
  const Filters = [{ Name: "group-id", Values: [groupId] }];
  const rules = await pages(
    paginateDescribeSecurityGroupRules({ client: aws.ec2(planned) }, { Filters }),
    (page) => page.SecurityGroupRules,
  );
  return rules.flatMap((rule) => securityGroupRuleFound(planned, rule));
};

export function securityGroupRuleFound(planned: Planned, rule: SecurityGroupRule): Found[] {
  const { SecurityGroupRuleId = "", IsEgress = false, IpProtocol, FromPort, ToPort, Tags } = rule;
  const peer = rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupInfo?.GroupId;
  const same =
    IsEgress === (planned.type === "aws_vpc_security_group_egress_rule") &&
    peer === peerOf(planned) &&
    planned.known.agreesWith({
      ip_protocol: IpProtocol,
      from_port: portOf(FromPort),
      to_port: portOf(ToPort),
    });
  if (!same) {
    return [];
  }
  const ports = FromPort === ToPort ? `port ${FromPort}` : `ports ${FromPort} to ${ToPort}`;
  return [keyed(planned, SecurityGroupRuleId, `${ports}, peer ${peer}`, tagsOf(Tags))];
}

function peerOf({ known }: Planned): string | undefined {
  return ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"]
    .map((key) => known.text(key))
    .find((peer) => peer !== undefined);
}

/** AWS says -1 where a rule is for every port, Terraform nothing. */
function portOf(port: number | undefined): number | undefined {
  return port === -1 ? undefined : port;
}
