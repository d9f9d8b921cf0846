import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  blockPublicAccess,
  bucketPolicy,
  disableAcls,
  encrypt,
  expireOldVersions,
  keepVersions,
  tlsOnly,
} from "../bucket";
import { dayProblems, formProblems, refuse } from "../problems";

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
    this.denyPlainHttp(blockPublicAccess(this, this.bucket));
    disableAcls(this, this.bucket);
    encrypt(this, this.bucket, kmsKeyId);
    // To let go of versioning would suspend it, and the next lost state with it.
    expireOldVersions(this, this.bucket, keepDays, keepVersions(this, this.bucket, true));
  }

  private validate(bucket: string, keepDays: number): void {
    refuse(this, [
      ...formProblems(
        "bucket",
        bucket,
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
        "be the name of a bucket: 3 to 63 lower-case letters, digits, - or .",
      ),
      ...dayProblems("keepDays", keepDays),
    ]);
  }

  /** S3 refuses (409) to set policy and public access block at the same moment. */
  private denyPlainHttp(publicAccessBlock: ITerraformDependable): void {
    new S3BucketPolicy(this, "policy", {
      bucket: this.bucket,
      policy: bucketPolicy(tlsOnly(this.arn)),
      dependsOn: [publicAccessBlock],
    });
  }
}
