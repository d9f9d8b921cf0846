import type { Construct } from "constructs";
import type { Environment } from "../config/environment";

type Identity = typeof import("@cdktf/provider-aws/lib/data-aws-caller-identity");

const ID = "current";

/** The account's number: the environment's, or that of whoever runs Terraform, asked once a stack. */
export function accountIdOf(scope: Construct, { accountId }: Environment): string {
  if (accountId !== undefined) {
    return accountId;
  }
  // Loaded where it is asked for, as most environments name their account.
  const { DataAwsCallerIdentity }: Identity = require("@cdktf/provider-aws/lib/data-aws-caller-identity");
  const known = scope.node.tryFindChild(ID);
  const identity = known instanceof DataAwsCallerIdentity ? known : new DataAwsCallerIdentity(scope, ID, {});
  return identity.accountId;
}
