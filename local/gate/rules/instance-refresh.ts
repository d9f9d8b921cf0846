import { randomUUID } from "node:crypto";
import { queryError, xmlResponse } from "../aws-error";
import type { Rule } from "../rule";
import { elements, texts } from "../xml";

const NAMESPACE = "http://autoscaling.amazonaws.com/doc/2011-01-01/";

/**
 * A refresh replaces every instance of an Auto Scaling group by one of its present launch template. Here it is done at
 * once, one instance after the other; moto does not know the call.
 *
 * @see https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html
 */
export const instanceRefresh: Rule = {
  name: "instance-refresh",
  async answer({ action, region, fields }, { ask }) {
    const group = fields.get("AutoScalingGroupName");
    if (action !== "StartInstanceRefresh" || group === undefined) {
      return undefined;
    }
    const found = await ask.autoScaling(region, "DescribeAutoScalingGroups", {
      "AutoScalingGroupNames.member.1": group,
    });
    if (!texts(found, "AutoScalingGroupName").includes(group)) {
      return queryError(
        "ValidationError",
        `AutoScalingGroup name not found - AutoScalingGroup ${group} not found`,
      );
    }
    const targetGroups = elements(found, "TargetGroupARNs").flatMap((list) => texts(list, "member"));
    for (const id of elements(found, "Instances").flatMap((list) => texts(list, "InstanceId"))) {
      for (const TargetGroupArn of targetGroups) {
        await ask.elb(region, "DeregisterTargets", { TargetGroupArn, "Targets.member.1.Id": id });
      }
      await ask.autoScaling(region, "TerminateInstanceInAutoScalingGroup", {
        InstanceId: id,
        ShouldDecrementDesiredCapacity: "false",
      });
    }
    return xmlResponse(200, {
      StartInstanceRefreshResponse: {
        "@xmlns": NAMESPACE,
        StartInstanceRefreshResult: { InstanceRefreshId: randomUUID() },
        ResponseMetadata: { RequestId: randomUUID() },
      },
    });
  },
};
