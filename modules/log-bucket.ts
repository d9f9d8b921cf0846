import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { blockPublicAccess, bucketPolicy, disableAcls, encrypt, expireObjects, tlsOnly } from "./bucket";

/** Who writes the logs of VPCs, CloudFront and WAF. */
const LOG_DELIVERY = "delivery.logs.amazonaws.com";

/** How a bucket that is made for logs is kept; every construct with such a bucket takes these. */
export interface LogBucketSettings {
  /** what the bucket's name begins with: 1 to 37 lower-case letters, digits or hyphens */
  readonly bucketPrefix: string;
  /**
   * days that a log is kept; they hold people's addresses
   *
   * @default 90
   */
  readonly retentionDays?: number;
  /**
   * whether a bucket that has logs may be deleted with them
   *
   * @default false
   */
  readonly forceDestroy?: boolean;
  /**
   * whether Terraform refuses every plan that would destroy the bucket
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
}

/** Whose logs the service may write. */
export interface LogSender {
  /** the account that the logs are of, twelve digits */
  readonly accountId: string;
  /** the ARN, or its pattern, by which the service says on whose behalf it writes */
  readonly arn: string;
  /** what the keys of the logs begin with */
  readonly folder: string;
  /**
   * whether the service looks at the bucket before it writes, as it does for VPCs
   *
   * @default false
   */
  readonly looksFirst?: boolean;
}

/**
 * A private bucket that takes logs from AWS's log delivery and forgets them after a while: encrypted with S3's own
 * key, TLS only, no ACLs. The statements are those that AWS documents, by their names: AWS adds what it misses to the
 * policy when a log is turned on, and Terraform would take it away again.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-S3.html
 */
export class LogBucket extends Construct {
  readonly arn: string;
  /** name of the bucket */
  readonly bucket: string;
  /** what has to stand before a log is turned on: AWS tries then whether it may write */
  readonly policy: ITerraformDependable;

  constructor(scope: Construct, id: string, settings: LogBucketSettings, sender: LogSender) {
    super(scope, id);
    const { bucketPrefix, retentionDays = 90, forceDestroy = false, preventDestroy = false } = settings;
    const { arn, bucket } = new S3Bucket(this, "Resource", {
      bucketPrefix,
      forceDestroy,
      lifecycle: preventDestroy ? { preventDestroy } : undefined,
    });
    this.arn = arn;
    this.bucket = bucket;
    encrypt(this, bucket);
    expireObjects(this, bucket, retentionDays);
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket,
      policy: bucketPolicy(...admit(arn, sender), tlsOnly(arn)),
      // S3 refuses two changes of one bucket's access at the same time.
      dependsOn: [disableAcls(this, bucket), blockPublicAccess(this, bucket)],
    });
  }
}

function admit(bucketArn: string, { accountId, arn, folder, looksFirst = false }: LogSender): object[] {
  const service = { Effect: "Allow", Principal: { Service: LOG_DELIVERY } };
  const sender = { ArnLike: { "aws:SourceArn": arn } };
  const looks = {
    Sid: "AWSLogDeliveryAclCheck",
    ...service,
    Action: ["s3:GetBucketAcl", "s3:ListBucket"],
    Resource: bucketArn,
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ...sender },
  };
  const writes = {
    Sid: "AWSLogDeliveryWrite",
    ...service,
    Action: "s3:PutObject",
    Resource: `${bucketArn}/${folder}/*`,
    Condition: {
      StringEquals: { "aws:SourceAccount": accountId, "s3:x-amz-acl": "bucket-owner-full-control" },
      ...sender,
    },
  };
  return looksFirst ? [looks, writes] : [writes];
}
