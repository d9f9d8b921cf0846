import { join } from "node:path";
import * as records from "./records";
import { Collection } from "./store";

/** What the certificate manager knows of a certificate. */
export interface Certificate {
  /** ACM's status, such as `ISSUED`. */
  readonly status: string;
  /** The domain name and the alternative names; a `*` label stands for one label. */
  readonly names: readonly string[];
}

export interface CloudFrontOptions {
  /** The folder that keeps the state; made where it does not exist. */
  readonly folder: string;

  /**
   * How long a distribution, a VPC origin or an invalidation stays in progress, in milliseconds.
   *
   * @default 1000
   */
  readonly deployMilliseconds?: number;

  /**
   * The account that owns everything.
   *
   * @default "123456789012", moto's
   */
  readonly accountId?: string;

  /**
   * Finds a certificate by its ARN, `undefined` where there is none. With it, a distribution is refused whose
   * certificate does not exist, is not issued, or does not cover an alias.
   *
   * @default only the region of the ARN is looked at
   */
  readonly certificate?: (arn: string) => Promise<Certificate | undefined>;

  /**
   * The clock.
   *
   * @default the machine's
   */
  readonly now?: () => Date;
}

/** Everything an operation works on. */
export interface Context {
  readonly accountId: string;
  readonly certificate: ((arn: string) => Promise<Certificate | undefined>) | undefined;
  readonly distributions: Collection<records.DistributionRecord>;
  readonly originAccessControls: Collection<records.OriginAccessControlRecord>;
  readonly functions: Collection<records.FunctionRecord>;
  readonly cachePolicies: Collection<records.PolicyRecord>;
  readonly originRequestPolicies: Collection<records.PolicyRecord>;
  readonly responseHeadersPolicies: Collection<records.PolicyRecord>;
  readonly vpcOrigins: Collection<records.VpcOriginRecord>;
  readonly invalidations: Collection<records.InvalidationRecord>;
  readonly tags: Collection<records.TagsRecord>;
  /** The time of day, ISO 8601 in UTC. */
  now(): string;
  /** When something that starts now is deployed. */
  deployed(): string;
}

/** Opens the state. */
export function createContext(options: CloudFrontOptions): Context {
  const { folder, deployMilliseconds = 1000, accountId = "123456789012", now = () => new Date() } = options;
  return {
    accountId,
    certificate: options.certificate,
    distributions: new Collection(join(folder, "distributions"), records.distributionRecord),
    originAccessControls: new Collection(
      join(folder, "origin-access-controls"),
      records.originAccessControlRecord,
    ),
    functions: new Collection(join(folder, "functions"), records.functionRecord),
    cachePolicies: new Collection(join(folder, "cache-policies"), records.policyRecord),
    originRequestPolicies: new Collection(join(folder, "origin-request-policies"), records.policyRecord),
    responseHeadersPolicies: new Collection(join(folder, "response-headers-policies"), records.policyRecord),
    vpcOrigins: new Collection(join(folder, "vpc-origins"), records.vpcOriginRecord),
    invalidations: new Collection(join(folder, "invalidations"), records.invalidationRecord),
    tags: new Collection(join(folder, "tags"), records.tagsRecord),
    now: () => now().toISOString(),
    deployed: () => new Date(now().getTime() + deployMilliseconds).toISOString(),
  };
}
