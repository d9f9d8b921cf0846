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
  const usEast1 = { ...commonOf(environment), region: "us-east-1", alias: "us_east_1" };
  return {
    regional: createRegionalProvider(scope, environment),
    usEast1: new AwsProvider(scope, "us_east_1", usEast1),
  };
}

/** The provider of a stack that requests no certificate for CloudFront. */
export function createRegionalProvider(scope: Construct, environment: Environment): AwsProvider {
  return new AwsProvider(scope, "aws", { ...commonOf(environment), region: environment.region });
}

function commonOf({ project, environment, accountId, tags }: Environment) {
  return {
    allowedAccountIds: accountId === undefined ? undefined : [accountId],
    defaultTags: [{ tags: { Project: project, Environment: environment, ManagedBy: "gatehouse", ...tags } }],
  };
}
