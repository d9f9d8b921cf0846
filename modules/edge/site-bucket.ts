import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { formProblems, rangeProblems, refuse } from "./problems";

/** An upload that did not end within these days is given up; its parts cost storage until then. */
const FAILED_UPLOAD_DAYS = 7;

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
    this.publicAccessBlock = this.blockPublicAccess();
    this.disableAcls();
    this.encrypt();
    this.expireOldVersions(noncurrentDays, this.keepVersions());
  }

  private validate(bucketPrefix: string, noncurrentDays: number): void {
    refuse(this, [
      ...formProblems(
        "bucketPrefix",
        bucketPrefix,
        /^[a-z0-9][a-z0-9-]{0,36}$/,
        "have 1 to 37 lower-case letters, digits or -, and not begin with -",
      ),
      ...rangeProblems("noncurrentDays", noncurrentDays, 1, 36_500),
    ]);
  }

  private blockPublicAccess(): S3BucketPublicAccessBlock {
    return new S3BucketPublicAccessBlock(this, "private", {
      bucket: this.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
  }

  private disableAcls(): void {
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: this.bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
  }

  /** SSE-S3: a KMS key would need a key policy that names the distribution, and its requests cost. */
  private encrypt(): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: this.bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
  }

  private keepVersions(): S3BucketVersioningA {
    return new S3BucketVersioningA(this, "versioning", {
      bucket: this.bucket,
      versioningConfiguration: { status: "Enabled" },
    });
  }

  private expireOldVersions(noncurrentDays: number, versioning: S3BucketVersioningA): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: this.bucket,
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrentVersionExpiration: [{ noncurrentDays }],
          expiration: [{ expiredObjectDeleteMarker: true }],
        },
        {
          id: "failed-uploads",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: FAILED_UPLOAD_DAYS }],
        },
      ],
      // S3 takes a rule for old versions of an unversioned bucket, and then does nothing.
      dependsOn: [versioning],
    });
  }
}
