import {
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  type Listener,
  type LoadBalancer,
  paginateDescribeListeners,
  paginateDescribeRules,
  paginateDescribeTargetGroups,
  type Rule,
  type TargetGroup,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { type Aws, pages, unlessMissing } from "./aws";
import type { Finder, Found } from "./family";
import { hasGeneratedName, keyed, orphan, type Tags, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** By name, which is the account's and region's. */
export const findLoadBalancer: Finder = async (planned, aws) => {
  const name = planned.known.text("name");
  if (name === undefined) {
    return [];
  }
  const { LoadBalancers = [] } = await unlessMissing(
    aws.loadBalancing(planned).send(new DescribeLoadBalancersCommand({ Names: [name] })),
    { $metadata: {} },
    "LoadBalancerNotFoundException",
    "LoadBalancerNotFound",
  );
  return withTags(planned, aws, LoadBalancers, (lb) => lb.LoadBalancerArn, loadBalancerFound);
};

export function loadBalancerFound(planned: Planned, lb: LoadBalancer, arn: string, tags: Tags): Found[] {
  // An import that differs in either would be replaced by the next deploy.
  const same = planned.known.agreesWith({
    internal: lb.Scheme === "internal",
    load_balancer_type: lb.Type ?? "application",
  });
  return [same ? keyed(planned, arn, `name ${lb.LoadBalancerName}`, tags) : { id: arn }];
}

/** By load balancer and port. */
export const findListener: Finder = async (planned, aws) => {
  const LoadBalancerArn = planned.known.text("load_balancer_arn");
  const port = planned.known.number("port");
  if (LoadBalancerArn === undefined || port === undefined) {
    return [];
  }
  const client = aws.loadBalancing(planned);
  const listeners = await pages(
    paginateDescribeListeners({ client }, { LoadBalancerArn }),
    (page) => page.Listeners,
  );
  return withTags(planned, aws, listeners, (listener) => listener.ListenerArn, listenerFound);
};

export function listenerFound(planned: Planned, listener: Listener, arn: string, tags: Tags): Found[] {
  return listener.Port === planned.known.number("port")
    ? [keyed(planned, arn, `port ${listener.Port}`, tags)]
    : [];
}

/** By listener and priority. */
export const findListenerRule: Finder = async (planned, aws) => {
  const ListenerArn = planned.known.text("listener_arn");
  if (ListenerArn === undefined || planned.known.number("priority") === undefined) {
    return [];
  }
  const client = aws.loadBalancing(planned);
  const rules = await pages(paginateDescribeRules({ client }, { ListenerArn }), (page) => page.Rules);
  return withTags(planned, aws, rules, (rule) => rule.RuleArn, listenerRuleFound);
};

export function listenerRuleFound(planned: Planned, rule: Rule, arn: string, tags: Tags): Found[] {
  return rule.Priority === String(planned.known.number("priority"))
    ? [keyed(planned, arn, `priority ${rule.Priority}`, tags)]
    : [];
}

/** By name, or by what `name_prefix` makes of it. */
export const findTargetGroup: Finder = async (planned, aws) => {
  const client = aws.loadBalancing(planned);
  const groups = await pages(paginateDescribeTargetGroups({ client }, {}), (page) => page.TargetGroups);
  const named = groups.filter((group) => isNamed(planned, group));
  return withTags(planned, aws, named, (group) => group.TargetGroupArn, targetGroupFound);
};

export function targetGroupFound(planned: Planned, group: TargetGroup, arn: string, tags: Tags): Found[] {
  if (!isNamed(planned, group)) {
    return [];
  }
  if (planned.known.text("name") !== undefined) {
    return [keyed(planned, arn, `name ${group.TargetGroupName}`, tags)];
  }
  // A backend with two ports has two groups of one prefix. While the VPC is not known, nothing is in it.
  const same =
    planned.known.text("vpc_id") !== undefined &&
    planned.known.agreesWith({
      port: group.Port,
      protocol: group.Protocol,
      vpc_id: group.VpcId,
      target_type: group.TargetType,
    });
  return same ? orphan(planned, arn, `name ${group.TargetGroupName}, port ${group.Port}`, tags) : [];
}

function isNamed({ known }: Planned, { TargetGroupName = "" }: TargetGroup): boolean {
  const name = known.text("name");
  const prefix = known.text("name_prefix");
  return name === undefined
    ? prefix !== undefined && hasGeneratedName(TargetGroupName, prefix)
    : TargetGroupName === name;
}

type Judge<T> = (planned: Planned, object: T, arn: string, tags: Tags) => Found[];

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTags.html */
const ARNS_A_CALL = 20;

async function withTags<T>(
  planned: Planned,
  aws: Aws,
  objects: readonly T[],
  arnOf: (object: T) => string | undefined,
  judge: Judge<T>,
): Promise<Found[]> {
  const client = aws.loadBalancing(planned);
  const byArn = new Map(objects.map((object) => [arnOf(object) ?? "", object]));
  const arns = [...byArn.keys()];
  const found: Found[] = [];
  for (let start = 0; start < arns.length; start += ARNS_A_CALL) {
    const ResourceArns = arns.slice(start, start + ARNS_A_CALL);
    const { TagDescriptions = [] } = await client.send(new DescribeTagsCommand({ ResourceArns }));
    const tags = new Map(TagDescriptions.map(({ ResourceArn, Tags }) => [ResourceArn, tagsOf(Tags)]));
    for (const [arn, object] of byArn) {
      if (ResourceArns.includes(arn)) {
        found.push(...judge(planned, object, arn, tags.get(arn) ?? {}));
      }
    }
  }
  return found;
}
