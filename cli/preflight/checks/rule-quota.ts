import { DescribeManagedPrefixListsCommand, type SecurityGroupRule } from "@aws-sdk/client-ec2";
import { type Finding, fail, ok, skipped } from "../../doctor/finding";
import type { Check } from "../check";
import type { Look } from "../look";
import { ORIGIN_FACING, weightOf } from "../prefix-lists";

/**
 * Inbound rules of a security group, L-0EA8095F of Service Quotas. What the account has is not asked for.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
const RULES = 60;
const ASSUMED = `of ${RULES}; default quota of ${RULES} assumed`;
const RAISE =
  "aws service-quotas request-service-quota-increase --service-code vpc --quota-code L-0EA8095F --desired-value 120";

/** Whether the groups have room for the rules: one that names a prefix list counts as many. */
export const ruleQuota: Check = {
  id: "prefix-list-quota",
  wait: "counting rules of security groups",
  permissions: [
    "ec2:DescribeManagedPrefixLists",
    "ec2:DescribeInstances",
    "ec2:DescribeAddresses",
    "ec2:DescribeSecurityGroupRules",
  ],
  async run(look) {
    return [await ofLoadBalancer(look), ...(await ofInstances(look))];
  },
};

async function ofLoadBalancer({ clients, environment }: Look): Promise<Finding> {
  const check = "rules, load balancer";
  if (environment.loadBalancer.exposure === "internet") {
    return skipped(check, "not needed: no prefix list, the exposure is internet");
  }
  const { PrefixLists = [] } = await clients.ec2(environment.region).send(
    new DescribeManagedPrefixListsCommand({
      Filters: [{ Name: "prefix-list-name", Values: [ORIGIN_FACING] }],
    }),
  );
  const [list] = PrefixLists;
  const weight = list && weightOf(list);
  if (weight === undefined) {
    const mend = "choose a region that CloudFront's list is in";
    return fail(check, `${environment.region} has no prefix list ${ORIGIN_FACING}`, mend);
  }
  const seen = `CloudFront's prefix list counts as ${weight} inbound rules of a new group, ${ASSUMED}`;
  return weight <= RULES ? ok(check, seen) : fail(check, seen, RAISE);
}

/** The groups that exist already get one rule for each port, and one for each network of direct.ssh. */
async function ofInstances(look: Look): Promise<Finding[]> {
  const { rules } = await look.instances();
  const weights = await weightsOf(look, rules);
  return [...(await wantedRules(look))].map(([group, more]) => {
    const check = `rules, ${group}`;
    const inbound = rules.filter(({ GroupId, IsEgress }) => GroupId === group && IsEgress !== true);
    const counts = inbound.map(({ PrefixListId }) =>
      PrefixListId === undefined ? 1 : weights.get(PrefixListId),
    );
    const known = counts.filter((count) => count !== undefined);
    const has = known.reduce((sum, count) => sum + count, 0);
    const seen = `${has} inbound rules, and ${more} more at most, ${ASSUMED}`;
    if (has + more > RULES) return fail(check, seen, `take some out of ${group}, or ${RAISE}`);
    return known.length < counts.length
      ? skipped(check, `${seen}; and rules of a prefix list whose weight is not known`)
      : ok(check, seen);
  });
}

/** How many rules each group gets. */
async function wantedRules(look: Look): Promise<ReadonlyMap<string, number>> {
  const { backends, direct } = await look.instances();
  const wanted = new Map<string, number>();
  const want = (group: string | undefined, more: number) => {
    if (group !== undefined) wanted.set(group, (wanted.get(group) ?? 0) + more);
  };
  for (const { backend, instances, namedGroups } of backends) {
    const groups = new Set(instances.map(({ id, groupIds }) => namedGroups[id] ?? groupIds[0]));
    for (const group of groups) want(group, portsOf(look, backend));
  }
  const ssh = look.environment.direct?.ssh;
  if (ssh !== undefined && direct?.kind === "found") {
    want(ssh.securityGroupId ?? direct.instance.groupIds[0], ssh.from.length);
  }
  return wanted;
}

function portsOf({ environment: { backends } }: Look, name: string): number {
  const backend = backends[name];
  const ports = [backend?.port, backend?.httpPort, backend?.healthCheck.port];
  return new Set(ports.filter((port) => port !== undefined)).size;
}

async function weightsOf(
  { clients, environment }: Look,
  rules: readonly SecurityGroupRule[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const ids = [...new Set(rules.flatMap(({ PrefixListId }) => PrefixListId ?? []))];
  if (ids.length === 0) return new Map();
  const { PrefixLists = [] } = await clients
    .ec2(environment.region)
    .send(new DescribeManagedPrefixListsCommand({ PrefixListIds: ids }));
  return new Map(PrefixLists.map((list) => [list.PrefixListId ?? "", weightOf(list)]));
}
