import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import { formProblems, rangeProblems, refuse } from "../problems";

/** An upload that did not end within these days is given up; its parts cost storage until then. */
const FAILED_UPLOAD_DAYS = 7;
/** An old state is worth something as long as somebody may find out that the newer ones are wrong. */
const KEEP_DAYS = 90;

export interface StateBucketProps {
  /**
   * the bucket's whole name, since backend blocks have to name it before Terraform runs
   *
   * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
   */
  readonly bucket: string;
  /**
   * the KMS key that encrypts what is put without one: id, alias or ARN
   *
   * @default - SSE-S3
   */
  readonly kmsKeyId?: string;
  /**
   * how long a replaced or deleted state can still be brought back, in days
   *
   * @default 90
   */
  readonly keepDays?: number;
}

/**
 * A bucket for Terraform's states: versioned, encrypted, reached by TLS only, closed to the public. Every plan that
 * would destroy it is refused.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3
 * @example
 * new StateBucket(stack, "state", { bucket: "shop-state" });
 */
export class StateBucket extends Construct {
  /** name of the bucket */
  readonly bucket: string;
  readonly arn: string;

  constructor(scope: Construct, id: string, props: StateBucketProps) {
    super(scope, id);
    const { bucket: name, kmsKeyId, keepDays = KEEP_DAYS } = props;
    this.validate(name, keepDays);

    const bucket = new S3Bucket(this, "Resource", { bucket: name, lifecycle: { preventDestroy: true } });
    this.bucket = bucket.bucket;
    this.arn = bucket.arn;
    this.denyPlainHttp(this.blockPublicAccess());
    this.disableAcls();
    this.encrypt(kmsKeyId);
    this.expireOldVersions(keepDays, this.keepVersions());
  }

  private validate(bucket: string, keepDays: number): void {
    refuse(this, [
      ...formProblems(
        "bucket",
        bucket,
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "be the name of a bucket: 3 to 63 lower-case letters, digits, - or .",
      ),
      ...rangeProblems("keepDays", keepDays, 1, 36_500),
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

  /** S3 refuses (409) to set policy and public access block at the same moment. */
  private denyPlainHttp(publicAccessBlock: S3BucketPublicAccessBlock): void {
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "TlsOnly",
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [this.arn, `${this.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
      dependsOn: [publicAccessBlock],
    });
  }

  private disableAcls(): void {
    new S3BucketOwnershipControls(this, "ownership", {
      bucket: this.bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
  }

  /** A bucket key saves most of the calls of KMS, and their cost. */
  private encrypt(kmsKeyId: string | undefined): void {
    const rule =
      kmsKeyId === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyId },
            bucketKeyEnabled: true,
          };
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", { bucket: this.bucket, rule: [rule] });
  }

  /** To let go of it would suspend versioning, and the next lost state with it. */
  private keepVersions(): S3BucketVersioningA {
    return new S3BucketVersioningA(this, "versioning", {
      bucket: this.bucket,
      versioningConfiguration: { status: "Enabled" },
      lifecycle: { preventDestroy: true },
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
