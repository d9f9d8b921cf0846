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
  return {
    regional: createRegionalProvider(scope, environment),
    usEast1: usEast1Provider(scope, environment),
  };
}

/** The stack's provider of us-east-1, made where it has none yet. */
export function usEast1Provider(scope: Construct, environment: Environment): AwsProvider {
  const known = scope.node.tryFindChild("us_east_1");
  if (known instanceof AwsProvider) {
    return known;
  }
  const settings = { ...commonOf(environment), region: "us-east-1", alias: "us_east_1" };
  return new AwsProvider(scope, "us_east_1", settings);
}

/** The provider of a stack that requests no certificate for CloudFront. */
export function createRegionalProvider(scope: Construct, environment: Environment): AwsProvider {
  return new AwsProvider(scope, "aws", { ...commonOf(environment), region: environment.region });
}

/** The tags of everything in an environment. */
export function tagsOf({ project, environment, tags }: Environment): Readonly<Record<string, string>> {
  return { Project: project, Environment: environment, ManagedBy: "gatehouse", ...tags };
}

function commonOf(environment: Environment) {
  const { accountId } = environment;
  return {
    allowedAccountIds: accountId === undefined ? undefined : [accountId],
    defaultTags: [{ tags: tagsOf(environment) }],
  };
}
