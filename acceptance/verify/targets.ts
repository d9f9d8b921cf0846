import {
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { judge, orFail, type Verdict } from "../checks/verdict";

/** Whether every target is healthy, and there is one. */
export function targetsHealthy(client: ElasticLoadBalancingV2Client, arn: string): Promise<Verdict> {
  return orFail(async () => {
    const { TargetHealthDescriptions = [] } = await client.send(
      new DescribeTargetHealthCommand({ TargetGroupArn: arn }),
    );
    const states = TargetHealthDescriptions.map(({ TargetHealth }) => TargetHealth?.State ?? "unknown");
    return judge(states.join(", ") || "no target", [
      states.length === 0 && "no target is registered",
      states.some((state) => state !== "healthy") && "not every target is healthy",
    ]);
  });
}
