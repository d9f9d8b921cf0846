import { DistributionLogs, type DistributionLogsProps } from "../../../modules/edge/distribution-logs";
import { synthStack } from "../../../test-support/synth";

const MINIMAL = {
  name: "shop-production-edge",
  distributionArn: "arn:aws:cloudfront::123456789012:distribution/E2EXAMPLE",
  accountId: "123456789012",
  bucketPrefix: "shop-production-edge-logs-",
};
const build = (change: Partial<DistributionLogsProps> = {}) =>
  synthStack((stack) => {
    new DistributionLogs(stack, "logs", { ...MINIMAL, provider: stack.usEast1, ...change });
  });
const fieldsOf = ({ resource }: ReturnType<typeof build>) =>
  resource["aws_cloudwatch_log_delivery"]?.["logs"]?.["record_fields"];

describe("DistributionLogs", () => {
  it("minimal: JSON by the hour into a bucket of its own, set up in us-east-1", () => {
    const { resource, addresses } = build();
    expect(addresses).toEqual([
      "aws_cloudwatch_log_delivery.logs",
      "aws_cloudwatch_log_delivery_destination.logs_destination",
      "aws_cloudwatch_log_delivery_source.logs_source",
      "aws_s3_bucket.logs_bucket",
      "aws_s3_bucket_lifecycle_configuration.logs_bucket_lifecycle",
      "aws_s3_bucket_ownership_controls.logs_bucket_ownership",
      "aws_s3_bucket_policy.logs_bucket_policy",
      "aws_s3_bucket_public_access_block.logs_bucket_private",
      "aws_s3_bucket_server_side_encryption_configuration.logs_bucket_encryption",
    ]);
    const provider = "aws.us_east_1";
    expect(resource).toMatchObject({
      aws_cloudwatch_log_delivery_source: {
        logs_source: {
          name: "shop-production-edge",
          log_type: "ACCESS_LOGS",
          resource_arn: MINIMAL.distributionArn,
          provider,
        },
      },
      aws_cloudwatch_log_delivery_destination: {
        logs_destination: {
          name: "shop-production-edge",
          output_format: "json",
          delivery_destination_configuration: [
            { destination_resource_arn: "${aws_s3_bucket.logs_bucket.arn}/cloudfront" },
          ],
          provider,
        },
      },
      aws_cloudwatch_log_delivery: {
        logs: {
          s3_delivery_configuration: [
            { suffix_path: "{yyyy}/{MM}/{dd}/{HH}", enable_hive_compatible_path: false },
          ],
          depends_on: ["aws_s3_bucket_policy.logs_bucket_policy"],
          provider,
        },
      },
    });
    const regional = Object.entries(resource).filter(([type]) => type.startsWith("aws_s3_"));
    expect(regional.flatMap(([, byName]) => Object.values(byName))).not.toContainEqual(
      expect.objectContaining({ provider: expect.anything() }),
    );
  });

  it("lets this distribution's logs in, and under their folder alone", () => {
    const policy = build().resource["aws_s3_bucket_policy"]?.["logs_bucket_policy"]?.["policy"];
    expect(JSON.parse(String(policy)).Statement[0]).toMatchObject({
      Resource: "${aws_s3_bucket.logs_bucket.arn}/cloudfront/*",
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "${aws_cloudwatch_log_delivery_source.logs_source.arn}" },
      },
    });
  });

  it("logs no cookie and no header but the user agent's, and no query unless told to", () => {
    const secretive = /cookie|authorization|header|query|referer/i;
    const known = (fields: unknown) =>
      (Array.isArray(fields) ? fields : []).filter((field) => secretive.test(field));
    // The host that the viewer asked for.
    expect(known(fieldsOf(build()))).toEqual(["x-host-header"]);
    expect(known(fieldsOf(build({ queryStrings: true })))).toEqual([
      "x-host-header",
      "cs-uri-query",
      "cs(Referer)",
    ]);
  });

  it("logs what one looks for: who, when, what, and how it was answered", () => {
    expect(fieldsOf(build())).toEqual(
      expect.arrayContaining(["date", "time", "c-ip", "cs-method", "cs-uri-stem", "sc-status", "time-taken"]),
    );
  });

  it("names all that is wrong at once", () => {
    const wrong = { name: "a b", accountId: "12", bucketPrefix: "-x", retentionDays: 0 };
    expect(() => build(wrong)).toThrow(
      [
        "DistributionLogs `test/logs`:",
        '  `name` must have 1 to 60 letters, digits, _ or -, got: "a b"',
        '  `accountId` must have twelve digits, got: "12"',
        '  `bucketPrefix` must have 1 to 37 lower-case letters, digits or -, and not begin with -, got: "-x"',
        "  `retentionDays` must be a whole number from 1 to 36500, got: 0",
      ].join("\n"),
    );
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      new DistributionLogs(stack, "one", { ...MINIMAL, provider: stack.usEast1 });
      new DistributionLogs(stack, "two", { ...MINIMAL, name: "two", provider: stack.usEast1 });
    });
    expect(addresses.filter((address) => address.startsWith("aws_cloudwatch_log_delivery."))).toHaveLength(2);
  });
});
