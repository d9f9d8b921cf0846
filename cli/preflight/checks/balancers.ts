import {
  DescribeAccountLimitsCommand,
  type Limit,
  paginateDescribeLoadBalancers,
  paginateDescribeTargetGroups,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { planRules } from "../../../modules/load-balancing/rule-plan";
import { pages } from "../../recover/aws";
import type { Check } from "../check";
import type { Look } from "../look";
import { room } from "../room";

/** What AWS holds an account to that has asked for nothing more, where it does not say itself. */
const DEFAULTS = {
  "application-load-balancers": 50,
  "rules-per-application-load-balancer": 100,
  "target-groups": 3000,
  "target-groups-per-application-load-balancer": 100,
} as const;

/**
 * Whether the account has room for the load balancer, its rules and its target groups.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 */
export const balancers: Check = {
  id: "account-quotas",
  wait: "counting load balancers and target groups",
  permissions: [
    "elasticloadbalancing:DescribeAccountLimits",
    "elasticloadbalancing:DescribeLoadBalancers",
    "elasticloadbalancing:DescribeTargetGroups",
  ],
  async run(look) {
    const client = look.clients.loadBalancing(look.environment.region);
    const { Limits = [] } = await client.send(new DescribeAccountLimitsCommand({}));
    const all = await pages(
      paginateDescribeLoadBalancers({ client }, {}),
      ({ LoadBalancers }) => LoadBalancers,
    );
    const groups = await pages(
      paginateDescribeTargetGroups({ client }, {}),
      ({ TargetGroups }) => TargetGroups,
    );
    const stands = (await look.balancer()) !== undefined;
    const needed = targetGroupsOf(look);
    const application = all.filter(({ Type }) => Type === "application").length;
    const quota = (name: keyof typeof DEFAULTS) => quotaOf(Limits, name);
    return [
      room(
        "load balancers",
        "load balancers",
        application,
        stands ? 0 : 1,
        quota("application-load-balancers"),
      ),
      room("target groups", "target groups", groups.length, stands ? 0 : needed, quota("target-groups")),
      room(
        "target groups, load balancer",
        "target groups of the load balancer",
        0,
        needed,
        quota("target-groups-per-application-load-balancer"),
      ),
      room(
        "listener rules",
        "listener rules",
        0,
        rulesOf(look),
        quota("rules-per-application-load-balancer"),
      ),
    ];
  },
};

function quotaOf(limits: readonly Limit[], name: keyof typeof DEFAULTS) {
  const own = limits.find((limit) => limit.Name === name)?.Max;
  return own === undefined ? { max: DEFAULTS[name], assumed: true } : { max: Number(own), assumed: false };
}

function targetGroupsOf({ environment: { backends } }: Look): number {
  return Object.values(backends).reduce((sum, { httpPort }) => sum + (httpPort === undefined ? 1 : 2), 0);
}

/** The rules of the backends; with `http: forward` each stands on both listeners. */
function rulesOf({ environment: { backends, loadBalancer }, hosts }: Look): number {
  const secret = loadBalancer.exposure === "cloudfront";
  const rules = Object.entries(backends).flatMap(([backend, { hosts: own, paths }]) =>
    planRules({ backend, hosts: own ?? hosts.served, paths, secret }),
  );
  return rules.length * (loadBalancer.http === "forward" ? 2 : 1);
}
