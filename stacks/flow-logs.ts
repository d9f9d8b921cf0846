import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { FlowLogs } from "../modules/network/flow-logs";
import type { VpcAttributes } from "../modules/network/vpc";
import { accountIdOf } from "./account";
import { NAME_LIMITS, namePrefix, resourceName } from "./names";

type Module = typeof import("../modules/network/flow-logs");

/** The flow logs of a VPC that is made here, where the environment asks for them. */
export function createFlowLogs(
  scope: Construct,
  environment: Environment,
  { vpcId }: VpcAttributes,
): FlowLogs | undefined {
  const { network, region, protect } = environment;
  if (network.type !== "create" || network.flowLogs === undefined) {
    return undefined;
  }
  // Loaded, like a created VPC, where they are asked for.
  const module: Module = require("../modules/network/flow-logs");
  return new module.FlowLogs(scope, "flow_logs", {
    ...network.flowLogs,
    name: resourceName(environment, "", 200),
    vpcId,
    region,
    accountId: accountIdOf(scope, environment),
    bucketPrefix: namePrefix(environment, "flow-logs", NAME_LIMITS.bucketPrefix),
    forceDestroy: !protect,
    preventDestroy: protect,
  });
}
