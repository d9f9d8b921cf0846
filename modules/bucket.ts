import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import type { Construct } from "constructs";

/** What every bucket of ours has in common. `bucket` is the bucket's name. */

/** An upload that did not end within these days is given up; its parts cost storage until then. */
const FAILED_UPLOAD_DAYS = 7;

/** A rule for all that is in a bucket. */
const EVERYTHING = { status: "Enabled", filter: [{ prefix: "" }] };

/** No ACL and no policy can open the bucket to the public. */
export function blockPublicAccess(
  scope: Construct,
  bucket: string,
  id = "private",
): S3BucketPublicAccessBlock {
  return new S3BucketPublicAccessBlock(scope, id, {
    bucket,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
}

/** What is in the bucket belongs to its owner, whoever put it there. */
export function disableAcls(scope: Construct, bucket: string): S3BucketOwnershipControls {
  return new S3BucketOwnershipControls(scope, "ownership", {
    bucket,
    rule: { objectOwnership: "BucketOwnerEnforced" },
  });
}

/** With a KMS key, or with S3's own. A bucket key saves most of the calls of KMS, and their cost. */
export function encrypt(scope: Construct, bucket: string, kmsKeyId?: string): void {
  const rule =
    kmsKeyId === undefined
      ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
      : {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyId },
          bucketKeyEnabled: true,
        };
  new S3BucketServerSideEncryptionConfigurationA(scope, "encryption", { bucket, rule: [rule] });
}

export function keepVersions(scope: Construct, bucket: string, preventDestroy = false): S3BucketVersioningA {
  return new S3BucketVersioningA(scope, "versioning", {
    bucket,
    versioningConfiguration: { status: "Enabled" },
    lifecycle: preventDestroy ? { preventDestroy } : undefined,
  });
}

/** What was replaced or deleted can be brought back for so many days. */
export function expireOldVersions(
  scope: Construct,
  bucket: string,
  noncurrentDays: number,
  versioning: S3BucketVersioningA,
): void {
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket,
    rule: [
      {
        id: "old-versions",
        ...EVERYTHING,
        noncurrentVersionExpiration: [{ noncurrentDays }],
        expiration: [{ expiredObjectDeleteMarker: true }],
      },
      { id: "failed-uploads", ...EVERYTHING, ...failedUploads() },
    ],
    // S3 takes a rule for old versions of an unversioned bucket, and then does nothing.
    dependsOn: [versioning],
  });
}

/** For a bucket without versions: every object goes when it is so many days old. */
export function expireObjects(scope: Construct, bucket: string, days: number): void {
  new S3BucketLifecycleConfiguration(scope, "lifecycle", {
    bucket,
    rule: [{ id: "expire-logs", ...EVERYTHING, expiration: [{ days }], ...failedUploads() }],
  });
}

/** The statement of a bucket policy that refuses everybody who comes without TLS. */
export function tlsOnly(bucketArn: string, sid = "TlsOnly"): object {
  return {
    Sid: sid,
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
}

export function bucketPolicy(...statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function failedUploads() {
  return { abortIncompleteMultipartUpload: [{ daysAfterInitiation: FAILED_UPLOAD_DAYS }] };
}
