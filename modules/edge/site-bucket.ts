import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { blockPublicAccess, disableAcls, encrypt, expireOldVersions, keepVersions } from "../bucket";
import { bucketPrefixProblems, dayProblems, refuse } from "../problems";

export interface SiteBucketProps {
  /**
   * What the bucket's name begins with, at most 37 characters: Terraform appends 26, and S3 allows 63.
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucketPrefix: string;
  /**
   * Whether destroying the bucket deletes its objects, every version of them.
   *
   * @default false
   */
  readonly forceDestroy?: boolean;
  /**
   * Whether Terraform refuses every plan that would destroy the bucket.
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
  /**
   * How long a replaced or deleted object can still be brought back, in days.
   *
   * @default 30
   */
  readonly noncurrentDays?: number;
}

/**
 * The private, versioned bucket that holds a built site. Nothing can read it until a {@link SiteBucketPolicy}
 * lets one distribution do so.
 *
 * @example
 * const bucket = new SiteBucket(stack, "site", { bucketPrefix: "shop-production-site-" });
 */
export class SiteBucket extends Construct {
  /** name of the bucket */
  readonly bucket: string;
  readonly arn: string;
  /** what a distribution takes as the origin's domain name */
  readonly regionalDomainName: string;
  /** what a bucket policy has to wait for */
  readonly publicAccessBlock: ITerraformDependable;

  constructor(scope: Construct, id: string, props: SiteBucketProps) {
    super(scope, id);
    const { bucketPrefix, forceDestroy = false, preventDestroy = false, noncurrentDays = 30 } = props;
    this.validate(bucketPrefix, noncurrentDays);

    const bucket = new S3Bucket(this, "Resource", {
      bucketPrefix,
      forceDestroy,
      lifecycle: { preventDestroy },
    });
    this.bucket = bucket.bucket;
    this.arn = bucket.arn;
    this.regionalDomainName = bucket.bucketRegionalDomainName;
    this.publicAccessBlock = blockPublicAccess(this, this.bucket);
    disableAcls(this, this.bucket);
    // SSE-S3: a KMS key would need a key policy that names the distribution, and its requests cost.
    encrypt(this, this.bucket);
    expireOldVersions(this, this.bucket, noncurrentDays, keepVersions(this, this.bucket));
  }

  private validate(bucketPrefix: string, noncurrentDays: number): void {
    refuse(this, [...bucketPrefixProblems(bucketPrefix), ...dayProblems("noncurrentDays", noncurrentDays)]);
  }
}
