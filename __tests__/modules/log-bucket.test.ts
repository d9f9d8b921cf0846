import { LogBucket, type LogBucketSettings, type LogSender } from "../../modules/log-bucket";
import { synthStack } from "../../test-support/synth";

const SENDER: LogSender = {
  accountId: "123456789012",
  arn: "arn:aws:logs:eu-west-1:123456789012:*",
  folder: "AWSLogs/123456789012",
};
const build = (settings: Partial<LogBucketSettings> = {}, sender: Partial<LogSender> = {}) =>
  synthStack((stack) => {
    new LogBucket(stack, "logs", { bucketPrefix: "shop-logs-", ...settings }, { ...SENDER, ...sender });
  });
const statementsOf = ({ resource }: ReturnType<typeof build>) =>
  JSON.parse(String(resource["aws_s3_bucket_policy"]?.["logs_policy"]?.["policy"])).Statement;

describe("LogBucket", () => {
  it("is private, encrypted by S3, and forgets what is 90 days old", () => {
    const { resource, addresses } = build();
    expect(addresses).toEqual([
      "aws_s3_bucket.logs",
      "aws_s3_bucket_lifecycle_configuration.logs_lifecycle",
      "aws_s3_bucket_ownership_controls.logs_ownership",
      "aws_s3_bucket_policy.logs_policy",
      "aws_s3_bucket_public_access_block.logs_private",
      "aws_s3_bucket_server_side_encryption_configuration.logs_encryption",
    ]);
    expect(resource).toMatchObject({
      aws_s3_bucket: { logs: { bucket_prefix: "shop-logs-", force_destroy: false } },
      aws_s3_bucket_lifecycle_configuration: {
        logs_lifecycle: {
          rule: [
            {
              status: "Enabled",
              filter: [{ prefix: "" }],
              expiration: [{ days: 90 }],
              abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
            },
          ],
        },
      },
      aws_s3_bucket_ownership_controls: {
        logs_ownership: { rule: { object_ownership: "BucketOwnerEnforced" } },
      },
      aws_s3_bucket_public_access_block: {
        logs_private: {
          block_public_acls: true,
          block_public_policy: true,
          ignore_public_acls: true,
          restrict_public_buckets: true,
        },
      },
      aws_s3_bucket_server_side_encryption_configuration: {
        logs_encryption: {
          rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
        },
      },
    });
    expect(resource["aws_s3_bucket"]?.["logs"]).not.toHaveProperty("lifecycle");
  });

  it("takes every setting", () => {
    const { resource } = build({ retentionDays: 7, forceDestroy: true, preventDestroy: true });
    expect(resource).toMatchObject({
      aws_s3_bucket: { logs: { force_destroy: true, lifecycle: { prevent_destroy: true } } },
      aws_s3_bucket_lifecycle_configuration: { logs_lifecycle: { rule: [{ expiration: [{ days: 7 }] }] } },
    });
  });

  it("admits the log service on behalf of the sender, to its folder, over TLS only", () => {
    expect(statementsOf(build())).toEqual([
      {
        Sid: "AWSLogDeliveryWrite",
        Effect: "Allow",
        Principal: { Service: "delivery.logs.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "${aws_s3_bucket.logs.arn}/AWSLogs/123456789012/*",
        Condition: {
          StringEquals: {
            "aws:SourceAccount": "123456789012",
            "s3:x-amz-acl": "bucket-owner-full-control",
          },
          ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
        },
      },
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["${aws_s3_bucket.logs.arn}", "${aws_s3_bucket.logs.arn}/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("lets a service that looks first look, on the same conditions, and nobody else", () => {
    expect(statementsOf(build({}, { looksFirst: true }))[0]).toEqual({
      Sid: "AWSLogDeliveryAclCheck",
      Effect: "Allow",
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Action: ["s3:GetBucketAcl", "s3:ListBucket"],
      Resource: "${aws_s3_bucket.logs.arn}",
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:logs:eu-west-1:123456789012:*" },
      },
    });
    expect(statementsOf(build()).map(({ Action }: { Action: unknown }) => Action)).toEqual([
      "s3:PutObject",
      "s3:*",
    ]);
  });

  it("has its policy once nothing else changes who may reach it", () => {
    expect(build().resource["aws_s3_bucket_policy"]?.["logs_policy"]).toMatchObject({
      depends_on: [
        "aws_s3_bucket_ownership_controls.logs_ownership",
        "aws_s3_bucket_public_access_block.logs_private",
      ],
    });
  });
});
