import { FlowLogs, type FlowLogsProps } from "../../../modules/network/flow-logs";
import { synthStack } from "../../../test-support/synth";

const MINIMAL: FlowLogsProps = {
  name: "shop-production",
  vpcId: "vpc-0123456789abcdef0",
  region: "eu-west-1",
  accountId: "123456789012",
  bucketPrefix: "shop-production-flow-logs-",
};
const build = (change: Partial<FlowLogsProps> = {}) =>
  synthStack((stack) => {
    new FlowLogs(stack, "flows", { ...MINIMAL, ...change });
  });

describe("FlowLogs", () => {
  it("minimal: all traffic of the VPC into a bucket of its own, once that may be written", () => {
    const { resource, addresses } = build();
    expect(addresses).toEqual([
      "aws_flow_log.flows",
      "aws_s3_bucket.flows_bucket",
      "aws_s3_bucket_lifecycle_configuration.flows_bucket_lifecycle",
      "aws_s3_bucket_ownership_controls.flows_bucket_ownership",
      "aws_s3_bucket_policy.flows_bucket_policy",
      "aws_s3_bucket_public_access_block.flows_bucket_private",
      "aws_s3_bucket_server_side_encryption_configuration.flows_bucket_encryption",
    ]);
    expect(resource["aws_flow_log"]?.["flows"]).toMatchObject({
      vpc_id: "vpc-0123456789abcdef0",
      traffic_type: "ALL",
      log_destination_type: "s3",
      log_destination: "${aws_s3_bucket.flows_bucket.arn}",
      tags: { Name: "shop-production" },
      depends_on: ["aws_s3_bucket_policy.flows_bucket_policy"],
    });
  });

  it.each([
    ["all", "ALL"],
    ["accepted", "ACCEPT"],
    ["rejected", "REJECT"],
  ] as const)("traffic %s is %s to AWS", (traffic, type) => {
    expect(build({ traffic }).resource["aws_flow_log"]?.["flows"]).toMatchObject({ traffic_type: type });
  });

  it("lets the log service look at the bucket and write the account's logs of this region", () => {
    const policy = build().resource["aws_s3_bucket_policy"]?.["flows_bucket_policy"]?.["policy"];
    const [looks, writes, tls, ...others] = JSON.parse(String(policy)).Statement;
    expect([looks.Sid, writes.Sid, tls.Sid]).toEqual([
      "AWSLogDeliveryAclCheck",
      "AWSLogDeliveryWrite",
      "TlsOnly",
    ]);
    expect(others).toEqual([]);
    expect(writes).toMatchObject({
      Resource: "${aws_s3_bucket.flows_bucket.arn}/AWSLogs/123456789012/*",
      Condition: { ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" } },
    });
  });

  it("names all that is wrong at once", () => {
    expect(() => build({ accountId: "12", bucketPrefix: "Logs", retentionDays: 1.5 })).toThrow(
      [
        "FlowLogs `test/flows`:",
        '  `accountId` must have twelve digits, got: "12"',
        '  `bucketPrefix` must have 1 to 37 lower-case letters, digits or -, and not begin with -, got: "Logs"',
        "  `retentionDays` must be a whole number from 1 to 36500, got: 1.5",
      ].join("\n"),
    );
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      new FlowLogs(stack, "one", MINIMAL);
      new FlowLogs(stack, "two", MINIMAL);
    });
    expect(addresses.filter((address) => address.startsWith("aws_flow_log."))).toEqual([
      "aws_flow_log.one",
      "aws_flow_log.two",
    ]);
  });
});
