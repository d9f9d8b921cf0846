import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";

/** The two providers of a stack. Any account but the environment's is refused by both. */
export interface Providers {
  readonly regional: AwsProvider;
  /**
   * CloudFront reads certificates from us-east-1 alone.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
   */
  readonly usEast1: AwsProvider;
}

export function createProviders(scope: Construct, environment: Environment): Providers {
  const { project, environment: name, region, accountId, tags } = environment;
  const common = {
    allowedAccountIds: accountId === undefined ? undefined : [accountId],
    defaultTags: [{ tags: { Project: project, Environment: name, ManagedBy: "gatehouse", ...tags } }],
  };
  return {
    regional: new AwsProvider(scope, "aws", { ...common, region }),
    usEast1: new AwsProvider(scope, "us_east_1", { ...common, region: "us-east-1", alias: "us_east_1" }),
  };
}
