import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import { LogBucket, type LogBucketSettings } from "../log-bucket";
import { accountProblems, bucketPrefixProblems, dayProblems } from "../problems";
import { refuse } from "./problems";

/** What AWS calls the kinds of traffic. */
const TRAFFIC_TYPES = { all: "ALL", accepted: "ACCEPT", rejected: "REJECT" } as const;

export interface FlowLogsProps extends LogBucketSettings {
  /** `Name` of the flow log */
  readonly name: string;
  readonly vpcId: string;
  /** the VPC's region */
  readonly region: string;
  /** the VPC's account, twelve digits */
  readonly accountId: string;
  /**
   * which connections are logged: rejected ones show who tried, accepted ones who came through
   *
   * @default "all"
   */
  readonly traffic?: keyof typeof TRAFFIC_TYPES;
}

/**
 * The flow logs of a VPC: who spoke with whom, by address and port, and what was refused; never what was said. They go
 * to a bucket of their own, which costs half of what CloudWatch Logs takes and needs no role that writes for them.
 * The partition is `aws`: China and GovCloud have other ARNs.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3.html
 *
 * @example
 * new FlowLogs(stack, "flow_logs", {
 *   name: "shop-production",
 *   vpcId: vpc.vpcId,
 *   region: "eu-west-1",
 *   accountId: "123456789012",
 *   bucketPrefix: "shop-production-flow-logs-",
 * });
 */
export class FlowLogs extends Construct {
  /** name of the bucket */
  readonly bucket: string;

  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { name, vpcId, region, accountId, traffic = "all" } = props;
    refuse(this, [
      ...accountProblems(accountId),
      ...bucketPrefixProblems(props.bucketPrefix),
      ...dayProblems("retentionDays", props.retentionDays),
    ]);

    const bucket = new LogBucket(this, "bucket", props, {
      accountId,
      arn: `arn:aws:logs:${region}:${accountId}:*`,
      folder: `AWSLogs/${accountId}`,
      looksFirst: true,
    });
    new FlowLog(this, "Resource", {
      vpcId,
      trafficType: TRAFFIC_TYPES[traffic],
      logDestinationType: "s3",
      logDestination: bucket.arn,
      tags: { Name: name },
      dependsOn: [bucket.policy],
    });
    this.bucket = bucket.bucket;
  }
}
