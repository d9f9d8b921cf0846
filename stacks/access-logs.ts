import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { AccessLogs } from "../modules/load-balancing/load-balancer";
import { accountIdOf } from "./account";
import { NAME_LIMITS, namePrefix } from "./names";

type Logs = typeof import("../modules/load-balancing/access-log-bucket");

/** Where the load balancer's access logs go: the bucket that the environment names, or one made for them. */
export function createAccessLogs(scope: Construct, environment: Environment): AccessLogs | undefined {
  const { accessLogs } = environment.loadBalancer;
  if (accessLogs === undefined) {
    return undefined;
  }
  const { bucket, prefix, retentionDays } = accessLogs;
  if (bucket !== undefined) {
    return { bucket, prefix };
  }
  // Loaded, like a created VPC, where they are asked for.
  const { AccessLogBucket }: Logs = require("../modules/load-balancing/access-log-bucket");
  const made = new AccessLogBucket(scope, "access_logs", {
    bucketPrefix: namePrefix(environment, "logs", NAME_LIMITS.bucketPrefix),
    accountId: accountIdOf(scope, environment),
    retentionDays,
    logPrefix: prefix,
    forceDestroy: !environment.protect,
    preventDestroy: environment.protect,
  });
  return { bucket: made.bucket, prefix };
}
