import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { WebAcl } from "../modules/edge/web-acl";
import { accountIdOf } from "./account";
import { NAME_LIMITS, resourceName } from "./names";
import { usEast1Provider } from "./providers";

type Acl = typeof import("../modules/edge/web-acl");
type Logs = typeof import("../modules/edge/web-acl-logs");
type Waf = NonNullable<Environment["edge"]["waf"]>;

/** The web ACL in front of the distribution, and its logs, where the environment asks for them. */
export function createWebAcl(scope: Construct, environment: Environment): WebAcl | undefined {
  const { waf } = environment.edge;
  if (waf === undefined) {
    return undefined;
  }
  // Loaded, like a created VPC, where it is asked for.
  const { WebAcl }: Acl = require("../modules/edge/web-acl");
  const acl = new WebAcl(scope, "edge_acl", {
    provider: usEast1Provider(scope, environment),
    name: resourceName(environment, "edge", NAME_LIMITS.webAcl),
    description: `In front of ${environment.project} ${environment.environment}`,
    patterns: Object.values(environment.backends).flatMap(({ paths }) => paths),
    mode: waf.mode,
    rateLimit: waf.rateLimit,
  });
  createLogs(scope, environment, waf, acl);
  return acl;
}

function createLogs(scope: Construct, environment: Environment, { logs }: Waf, acl: WebAcl): void {
  if (logs === undefined) {
    return;
  }
  const { WebAclLogs }: Logs = require("../modules/edge/web-acl-logs");
  new WebAclLogs(scope, "edge_acl_logs", {
    provider: usEast1Provider(scope, environment),
    name: `aws-waf-logs-${resourceName(environment, "edge", NAME_LIMITS.webAcl)}`,
    webAclArn: acl.arn,
    accountId: accountIdOf(scope, environment),
    retentionDays: logs.retentionDays,
    preventDestroy: environment.protect,
  });
}
