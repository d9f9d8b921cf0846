import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { Construct } from "constructs";
import { formProblems, rangeProblems, refuse } from "./problems";

/**
 * Who writes the logs. It is the same in every region: the accounts, one per region, that buckets once had to
 * admit are still honoured for regions older than August 2022, and AWS asks to replace them by this. Two
 * places differ and are not covered: Outposts (`logdelivery.elb.amazonaws.com`) and the China regions.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const LOG_DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

/** Days after which what an interrupted upload left is removed. */
const ABORT_UPLOADS_AFTER = 7;

export interface AccessLogBucketProps {
  /** what the bucket's name begins with: at most 37 lower-case letters, digits, dots and hyphens */
  readonly bucketPrefix: string;
  /** the account whose load balancers may write, twelve digits */
  readonly accountId: string;
  /**
   * days that a log is kept; they hold viewers' addresses
   *
   * @default 90
   */
  readonly retentionDays?: number;
  /**
   * the `prefix` of the load balancer's `accessLogs`
   *
   * @default none
   */
  readonly logPrefix?: string;
  /**
   * whether a bucket that has logs may be deleted with them
   *
   * @default false
   */
  readonly forceDestroy?: boolean;
}

/**
 * A private bucket that takes the access logs of Application Load Balancers of the same region.
 *
 * @example
 * const logs = new AccessLogBucket(this, "logs", { bucketPrefix: "shop-production-logs-", accountId: "123456789012" });
 * // accessLogs: { bucket: logs.bucket }
 */
export class AccessLogBucket extends Construct {
  readonly arn: string;
  /**
   * the bucket's name, known once its policy stands: AWS tries to write when a load balancer is told to log
   */
  readonly bucket: string;

  constructor(scope: Construct, id: string, props: AccessLogBucketProps) {
    super(scope, id);
    const { retentionDays = 90, forceDestroy = false } = props;
    refuse(this, [
      ...formProblems(
        "bucketPrefix",
        props.bucketPrefix,
        /^[a-z0-9][a-z0-9.-]{0,36}$/,
        "have 1 to 37 lower-case letters, digits, dots and hyphens and begin with a letter or digit",
      ),
      ...formProblems("accountId", props.accountId, /^\d{12}$/, "have twelve digits"),
      ...formProblems(
        "logPrefix",
        props.logPrefix,
        /^(?!.*AWSLogs)(?!\/).+(?<!\/)$/,
        "not contain AWSLogs, nor begin or end with /",
      ),
      ...rangeProblems("retentionDays", retentionDays, 1, 36_500),
    ]);

    const resource = new S3Bucket(this, "Resource", { bucketPrefix: props.bucketPrefix, forceDestroy });
    this.encrypt(resource);
    this.expire(resource, retentionDays);
    const policy = this.admitOnlyTheLoadBalancer(resource, props);

    this.arn = resource.arn;
    this.bucket = policy.bucket;
  }

  /** With any other key than S3's own, the logs are not delivered. */
  private encrypt(bucket: S3Bucket): void {
    new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      bucket: bucket.bucket,
      rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
    });
  }

  private expire(bucket: S3Bucket, days: number): void {
    new S3BucketLifecycleConfiguration(this, "lifecycle", {
      bucket: bucket.bucket,
      rule: [
        {
          id: "expire-logs",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: ABORT_UPLOADS_AFTER }],
        },
      ],
    });
  }

  private admitOnlyTheLoadBalancer(bucket: S3Bucket, props: AccessLogBucketProps): S3BucketPolicy {
    const ownership = new S3BucketOwnershipControls(this, "ownership", {
      bucket: bucket.bucket,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const closed = new S3BucketPublicAccessBlock(this, "public_access", {
      bucket: bucket.bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    return new S3BucketPolicy(this, "policy", {
      bucket: bucket.bucket,
      policy: JSON.stringify(policyOf(bucket.arn, props)),
      // S3 refuses two changes of one bucket's access at the same time.
      dependsOn: [ownership, closed],
    });
  }
}

function policyOf(arn: string, { accountId, logPrefix }: AccessLogBucketProps): object {
  const folder = logPrefix === undefined ? "AWSLogs" : `${logPrefix}/AWSLogs`;
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AdmitLoadBalancerLogs",
        Effect: "Allow",
        Principal: { Service: LOG_DELIVERY },
        Action: "s3:PutObject",
        Resource: `${arn}/${folder}/${accountId}/*`,
      },
      {
        Sid: "RefusePlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [arn, `${arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}
