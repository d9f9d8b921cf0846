import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { bucketPolicy, tlsOnly } from "../bucket";

export interface SiteBucketPolicyProps {
  /** name of the bucket */
  readonly bucket: string;
  readonly bucketArn: string;
  /** the one distribution that may read the bucket */
  readonly distributionArn: string;
  /** the bucket's public access block: S3 refuses (409) to set both at the same moment */
  readonly publicAccessBlock: ITerraformDependable;
}

/**
 * Lets one distribution read a bucket through its origin access control, and nobody without TLS.
 *
 * A construct of its own, since the distribution needs the bucket and the policy needs the distribution.
 * `ListBucket` is what makes a missing object a 404 rather than a 403; the distribution must then have a
 * default root object, or `/` would list the bucket.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 *
 * @example
 * new SiteBucketPolicy(stack, "sitepolicy", {
 *   bucket: bucket.bucket,
 *   bucketArn: bucket.arn,
 *   distributionArn: distribution.arn,
 *   publicAccessBlock: bucket.publicAccessBlock,
 * });
 */
export class SiteBucketPolicy extends Construct {
  constructor(scope: Construct, id: string, props: SiteBucketPolicyProps) {
    super(scope, id);
    new S3BucketPolicy(this, "Resource", {
      bucket: props.bucket,
      policy: policyOf(props),
      dependsOn: [props.publicAccessBlock],
    });
  }
}

/** Every partition is right: the ARNs come from the bucket and the distribution themselves. */
function policyOf({ bucketArn, distributionArn }: SiteBucketPolicyProps): string {
  const distribution = {
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Condition: { StringEquals: { "AWS:SourceArn": distributionArn } },
  };
  return bucketPolicy(
    { Sid: "DistributionReads", ...distribution, Action: "s3:GetObject", Resource: `${bucketArn}/*` },
    { Sid: "MissingObjectIs404", ...distribution, Action: "s3:ListBucket", Resource: bucketArn },
    tlsOnly(bucketArn),
  );
}
