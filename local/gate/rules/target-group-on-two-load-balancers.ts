import { queryError } from "../aws-error";
import { type AwsRequest, fieldValues } from "../aws-request";
import type { Rule } from "../rule";

const ACTIONS = ["CreateListener", "ModifyListener", "CreateRule", "ModifyRule"];

/**
 * A target group serves one load balancer.
 *
 * AWS: TargetGroupAssociationLimit, 400.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateListener.html
 */
export const targetGroupOnTwoLoadBalancers: Rule = {
  name: "target-group-on-two-load-balancers",
  async answer(request, { ask }) {
    const wanted = fieldValues(request, /^(Default)?Actions\.member\.\d+\..*TargetGroupArn$/);
    if (!ACTIONS.includes(request.action) || wanted.length === 0) {
      return undefined;
    }
    const here = loadBalancerOf(request);
    const taken = (await ask.targetGroupUses(request.region))
      .filter((use) => use.loadBalancerArn !== here && wanted.includes(use.arn))
      .map((use) => use.arn);
    return taken.length > 0
      ? queryError(
          "TargetGroupAssociationLimit",
          `The following target groups cannot be associated with more than one load balancer: ${[...new Set(taken)].join(", ")}`,
        )
      : undefined;
  },
};

/** A listener's ARN is its load balancer's with `listener` in it and an id behind; a rule's has two ids. */
function loadBalancerOf({ fields }: AwsRequest): string | undefined {
  const arn = fields.get("ListenerArn") ?? fields.get("RuleArn");
  return arn === undefined
    ? fields.get("LoadBalancerArn")
    : arn
        .replace(/:listener(-rule)?\//, ":loadbalancer/")
        .replace(/(:loadbalancer\/\w+\/[^/]+\/[^/]+)\/.*$/, "$1");
}
