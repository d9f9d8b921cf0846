import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { Distribution } from "../modules/edge/distribution";
import type { DistributionLogs } from "../modules/edge/distribution-logs";
import { accountIdOf } from "./account";
import { NAME_LIMITS, namePrefix, resourceName } from "./names";
import { usEast1Provider } from "./providers";

type Module = typeof import("../modules/edge/distribution-logs");

/** The access logs of the distribution, where the environment asks for them. */
export function createEdgeLogs(
  scope: Construct,
  environment: Environment,
  distribution: Distribution,
): DistributionLogs | undefined {
  const { edge, protect } = environment;
  if (edge.logs === undefined) {
    return undefined;
  }
  // Loaded, like a created VPC, where they are asked for.
  const module: Module = require("../modules/edge/distribution-logs");
  return new module.DistributionLogs(scope, "edge_logs", {
    ...edge.logs,
    name: resourceName(environment, "edge", NAME_LIMITS.logDelivery),
    distributionArn: distribution.arn,
    accountId: accountIdOf(scope, environment),
    provider: usEast1Provider(scope, environment),
    bucketPrefix: namePrefix(environment, "edge-logs", NAME_LIMITS.bucketPrefix),
    forceDestroy: !protect,
    preventDestroy: protect,
  });
}
