import { queryError } from "../aws-error";
import type { Rule } from "../rule";

/**
 * A load balancer with deletion protection is not deleted.
 *
 * AWS: OperationNotPermitted, 400.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteLoadBalancer.html
 */
export const deletionProtection: Rule = {
  name: "deletion-protection",
  async answer(request, { ask }) {
    const arn = request.fields.get("LoadBalancerArn");
    if (request.action !== "DeleteLoadBalancer" || arn === undefined) {
      return undefined;
    }
    const enabled = await ask.loadBalancerAttribute(request.region, arn, "deletion_protection.enabled");
    return enabled === "true"
      ? queryError(
          "OperationNotPermitted",
          `Load balancer '${arn}' cannot be deleted because deletion protection is enabled`,
        )
      : undefined;
  },
};
