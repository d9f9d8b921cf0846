import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { LogBucket, type LogBucketSettings } from "../log-bucket";
import { accountProblems, bucketPrefixProblems, dayProblems } from "../problems";
import { recordFields } from "./log-fields";
import { nameProblems, refuse } from "./problems";

/**
 * What the keys begin with. It is part of the destination's ARN: without it AWS puts a path of its own before ours,
 * which the provider takes for a change at every plan.
 *
 * @see https://github.com/hashicorp/terraform-provider-aws/issues/46328
 */
const FOLDER = "cloudfront";

export interface DistributionLogsProps extends LogBucketSettings {
  /** name of source and destination: unique in the account, 1 to 60 letters, digits, _ or - */
  readonly name: string;
  readonly distributionArn: string;
  /** the distribution's account, twelve digits */
  readonly accountId: string;
  /** a provider of us-east-1: CloudFront's logs are set up there alone. The bucket stays in the stack's region. */
  readonly provider: TerraformProvider;
  /**
   * Whether the logs hold what follows the `?` of a URL, and the page that a viewer came from, whose URL has one too.
   * Tokens of password resets and sign-ins may be among them.
   *
   * @default false
   */
  readonly queryStrings?: boolean;
}

/**
 * The access logs of a distribution (standard logging v2): a line of JSON for every request, in a bucket of their own,
 * in files by the hour under `cloudfront/`. No field holds a cookie, an `Authorization` header, or what CloudFront adds
 * for the origin.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logging.html
 *
 * @example
 * new DistributionLogs(stack, "edge_logs", {
 *   name: "shop-production-edge",
 *   distributionArn: distribution.arn,
 *   accountId: "123456789012",
 *   bucketPrefix: "shop-production-edge-logs-",
 *   provider: usEast1,
 * });
 */
export class DistributionLogs extends Construct {
  /** name of the bucket */
  readonly bucket: string;

  constructor(scope: Construct, id: string, props: DistributionLogsProps) {
    super(scope, id);
    refuse(this, [
      ...nameProblems("name", props.name, 60),
      ...accountProblems(props.accountId),
      ...bucketPrefixProblems(props.bucketPrefix),
      ...dayProblems("retentionDays", props.retentionDays),
    ]);

    const source = this.createSource(props);
    const bucket = new LogBucket(this, "bucket", props, {
      accountId: props.accountId,
      arn: source.arn,
      folder: FOLDER,
    });
    this.deliver(props, source, bucket);
    this.bucket = bucket.bucket;
  }

  private createSource({ name, distributionArn, provider }: DistributionLogsProps) {
    return new CloudwatchLogDeliverySource(this, "source", {
      name,
      logType: "ACCESS_LOGS",
      resourceArn: distributionArn,
      provider,
    });
  }

  private deliver(
    { name, provider, queryStrings = false }: DistributionLogsProps,
    source: CloudwatchLogDeliverySource,
    bucket: LogBucket,
  ): void {
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      name,
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: `${bucket.arn}/${FOLDER}` }],
      provider,
    });
    new CloudwatchLogDelivery(this, "Resource", {
      deliverySourceName: source.name,
      deliveryDestinationArn: destination.arn,
      recordFields: recordFields(queryStrings),
      s3DeliveryConfiguration: [{ suffixPath: "{yyyy}/{MM}/{dd}/{HH}", enableHiveCompatiblePath: false }],
      provider,
      dependsOn: [bucket.policy],
    });
  }
}
