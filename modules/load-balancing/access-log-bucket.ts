import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { Construct } from "constructs";
import { blockPublicAccess, bucketPolicy, disableAcls, encrypt, expireObjects, tlsOnly } from "../bucket";
import { accountProblems, dayProblems } from "../problems";
import { formProblems, refuse } from "./problems";

/**
 * Who writes the logs. It is the same in every region: the accounts, one per region, that buckets once had to
 * admit are still honoured for regions older than August 2022, and AWS asks to replace them by this. Two
 * places differ and are not covered: Outposts (`logdelivery.elb.amazonaws.com`) and the China regions.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
 */
const LOG_DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com";

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
  /**
   * whether Terraform refuses every plan that would destroy the bucket
   *
   * @default false
   */
  readonly preventDestroy?: boolean;
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
    const { bucketPrefix, retentionDays = 90, forceDestroy = false, preventDestroy = false } = props;
    refuse(this, [
      ...formProblems(
        "bucketPrefix",
        bucketPrefix,
        /^[a-z0-9][a-z0-9.-]{0,36}$/,
        "have 1 to 37 lower-case letters, digits, dots and hyphens and begin with a letter or digit",
      ),
      ...accountProblems(props.accountId),
      ...formProblems(
        "logPrefix",
        props.logPrefix,
        /^(?!.*AWSLogs)(?!\/).+(?<!\/)$/,
        "not contain AWSLogs, nor begin or end with /",
      ),
      ...dayProblems("retentionDays", retentionDays),
    ]);

    const resource = new S3Bucket(this, "Resource", {
      bucketPrefix,
      forceDestroy,
      lifecycle: preventDestroy ? { preventDestroy } : undefined,
    });
    // With any other key than S3's own, the logs are not delivered.
    encrypt(this, resource.bucket);
    expireObjects(this, resource.bucket, retentionDays);
    const policy = this.admitOnlyTheLoadBalancer(resource, props);

    this.arn = resource.arn;
    this.bucket = policy.bucket;
  }

  private admitOnlyTheLoadBalancer(bucket: S3Bucket, props: AccessLogBucketProps): S3BucketPolicy {
    const ownership = disableAcls(this, bucket.bucket);
    const closed = blockPublicAccess(this, bucket.bucket, "public_access");
    return new S3BucketPolicy(this, "policy", {
      bucket: bucket.bucket,
      policy: policyOf(bucket.arn, props),
      // S3 refuses two changes of one bucket's access at the same time.
      dependsOn: [ownership, closed],
    });
  }
}

function policyOf(arn: string, { accountId, logPrefix }: AccessLogBucketProps): string {
  const folder = logPrefix === undefined ? "AWSLogs" : `${logPrefix}/AWSLogs`;
  return bucketPolicy(
    {
      Sid: "AdmitLoadBalancerLogs",
      Effect: "Allow",
      Principal: { Service: LOG_DELIVERY },
      Action: "s3:PutObject",
      Resource: `${arn}/${folder}/${accountId}/*`,
    },
    tlsOnly(arn, "RefusePlainHttp"),
  );
}
