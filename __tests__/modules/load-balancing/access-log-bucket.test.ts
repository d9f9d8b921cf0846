import {
  AccessLogBucket,
  type AccessLogBucketProps,
} from "../../../modules/load-balancing/access-log-bucket";
import { LoadBalancer } from "../../../modules/load-balancing/load-balancer";
import { synthStack } from "../../../test-support/synth";

const minimal: AccessLogBucketProps = { bucketPrefix: "shop-production-logs-", accountId: "123456789012" };
const build = (change: Partial<AccessLogBucketProps> = {}) =>
  synthStack((stack) => {
    new AccessLogBucket(stack, "logs", { ...minimal, ...change });
  });
const policyOf = (synthesized: ReturnType<typeof build>) =>
  JSON.parse(String(synthesized.resource["aws_s3_bucket_policy"]?.["logs_policy"]?.["policy"]));

describe("AccessLogBucket", () => {
  it("minimal: private, encrypted by S3, emptied after 90 days", () => {
    const synthesized = build();
    const bucket = "${aws_s3_bucket.logs.bucket}";
    expect(synthesized.addresses).toEqual([
      "aws_s3_bucket.logs",
      "aws_s3_bucket_lifecycle_configuration.logs_lifecycle",
      "aws_s3_bucket_ownership_controls.logs_ownership",
      "aws_s3_bucket_policy.logs_policy",
      "aws_s3_bucket_public_access_block.logs_public_access",
      "aws_s3_bucket_server_side_encryption_configuration.logs_encryption",
    ]);
    expect(synthesized.resource).toMatchObject({
      aws_s3_bucket: { logs: { bucket_prefix: "shop-production-logs-", force_destroy: false } },
      aws_s3_bucket_lifecycle_configuration: {
        logs_lifecycle: { bucket, rule: [{ status: "Enabled", expiration: [{ days: 90 }] }] },
      },
      aws_s3_bucket_ownership_controls: {
        logs_ownership: { rule: { object_ownership: "BucketOwnerEnforced" } },
      },
      aws_s3_bucket_public_access_block: {
        logs_public_access: {
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
  });

  it("admits the log service to the account's folder and nobody else, over TLS only", () => {
    expect(policyOf(build({ logPrefix: "alb" })).Statement).toEqual([
      {
        Sid: "AdmitLoadBalancerLogs",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: "${aws_s3_bucket.logs.arn}/alb/AWSLogs/123456789012/*",
      },
      {
        Sid: "RefusePlainHttp",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: ["${aws_s3_bucket.logs.arn}", "${aws_s3_bucket.logs.arn}/*"],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    expect(policyOf(build()).Statement[0].Resource).toBe("${aws_s3_bucket.logs.arn}/AWSLogs/123456789012/*");
  });

  it("makes the load balancer wait for the policy", () => {
    const { resource } = synthStack((stack) => {
      const logs = new AccessLogBucket(stack, "logs", minimal);
      new LoadBalancer(stack, "public", {
        name: "shop",
        subnetIds: ["subnet-0a", "subnet-0b"],
        securityGroupIds: ["sg-01"],
        deletionProtection: true,
        accessLogs: { bucket: logs.bucket },
      });
    });
    expect(resource["aws_lb"]?.["public"]?.["access_logs"]).toEqual({
      bucket: "${aws_s3_bucket_policy.logs_policy.bucket}",
      enabled: true,
    });
  });

  it("is kept where it is told to", () => {
    expect(build().resource["aws_s3_bucket"]?.["logs"]).not.toHaveProperty("lifecycle");
    expect(build({ preventDestroy: true }).resource["aws_s3_bucket"]?.["logs"]).toMatchObject({
      lifecycle: { prevent_destroy: true },
    });
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      new AccessLogBucket(stack, "logs", minimal);
      new AccessLogBucket(stack, "audit", { ...minimal, retentionDays: 365, forceDestroy: true });
    });
    expect(addresses).toHaveLength(12);
  });

  it.each([
    { retentionDays: 1 },
    { retentionDays: 36_500 },
    { bucketPrefix: "a".repeat(37) },
    { logPrefix: "shop/alb" },
  ])("takes %j", (change) => {
    expect(() => build(change)).not.toThrow();
  });

  it.each([
    [{ retentionDays: 0 }, "`retentionDays` must be a whole number from 1 to 36500, got: 0"],
    [{ retentionDays: 36_501 }, "`retentionDays` must"],
    [{ bucketPrefix: "a".repeat(38) }, "`bucketPrefix` must have 1 to 37"],
    [
      { bucketPrefix: "Shop" },
      '`bucketPrefix` must have 1 to 37 lower-case letters, digits, dots and hyphens and begin with a letter or digit, got: "Shop"',
    ],
    [{ accountId: "12345678901" }, "`accountId` must have twelve digits"],
    [{ logPrefix: "/alb" }, "`logPrefix` must not contain AWSLogs"],
  ])("refuses %j", (change, message) => {
    expect(() => build(change)).toThrow(message);
  });
});
