import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformOutput } from "cdktf";
import { StateBucket, type StateBucketProps } from "../../../modules/state/state-bucket";
import { codeBlocks } from "../../../test-support/readme";
import { synthStack } from "../../../test-support/synth";

/** How Terraform JSON refers to an attribute. */
function reference(attribute: string): string {
  return `\${${attribute}}`;
}

function build(props: Partial<StateBucketProps> = {}) {
  return synthStack((stack) => {
    new StateBucket(stack, "state", { bucket: "shop-state", ...props });
  });
}

describe("StateBucket", () => {
  it("is a bucket and the six settings that keep it", () => {
    expect(build().addresses).toEqual([
      "aws_s3_bucket.state",
      "aws_s3_bucket_lifecycle_configuration.state_lifecycle",
      "aws_s3_bucket_ownership_controls.state_ownership",
      "aws_s3_bucket_policy.state_policy",
      "aws_s3_bucket_public_access_block.state_private",
      "aws_s3_bucket_server_side_encryption_configuration.state_encryption",
      "aws_s3_bucket_versioning.state_versioning",
    ]);
  });

  it("is private, encrypted, versioned and never destroyed, with nothing but a name given", () => {
    const { resource } = build();
    const bucket = reference("aws_s3_bucket.state.bucket");
    expect(resource["aws_s3_bucket"]?.["state"]).toEqual({
      bucket: "shop-state",
      lifecycle: { prevent_destroy: true },
    });
    expect(resource["aws_s3_bucket_public_access_block"]?.["state_private"]).toEqual({
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(resource["aws_s3_bucket_ownership_controls"]?.["state_ownership"]).toEqual({
      bucket,
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
    expect(resource["aws_s3_bucket_server_side_encryption_configuration"]?.["state_encryption"]).toEqual({
      bucket,
      rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
    });
    expect(resource["aws_s3_bucket_versioning"]?.["state_versioning"]).toEqual({
      bucket,
      versioning_configuration: { status: "Enabled" },
      lifecycle: { prevent_destroy: true },
    });
  });

  it("refuses everybody without TLS, once public access is blocked", () => {
    const policy = build().resource["aws_s3_bucket_policy"]?.["state_policy"];
    const arn = reference("aws_s3_bucket.state.arn");
    expect(policy).toMatchObject({ depends_on: ["aws_s3_bucket_public_access_block.state_private"] });
    expect(JSON.parse(String(policy?.["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("lets old versions expire after 90 days unless told otherwise, and failed uploads after 7", () => {
    const lifecycleOf = (props: Partial<StateBucketProps>) =>
      build(props).resource["aws_s3_bucket_lifecycle_configuration"]?.["state_lifecycle"];
    const days = (noncurrent_days: number) => ({
      bucket: reference("aws_s3_bucket.state.bucket"),
      depends_on: ["aws_s3_bucket_versioning.state_versioning"],
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          noncurrent_version_expiration: [{ noncurrent_days }],
          expiration: [{ expired_object_delete_marker: true }],
        },
        {
          id: "failed-uploads",
          status: "Enabled",
          filter: [{ prefix: "" }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    });
    expect(lifecycleOf({})).toEqual(days(90));
    expect(lifecycleOf({ keepDays: 365 })).toEqual(days(365));
  });

  it("encrypts with a KMS key, and asks KMS seldom", () => {
    const { resource } = build({ kmsKeyId: "alias/state" });
    expect(
      resource["aws_s3_bucket_server_side_encryption_configuration"]?.["state_encryption"],
    ).toMatchObject({
      rule: [
        {
          apply_server_side_encryption_by_default: {
            sse_algorithm: "aws:kms",
            kms_master_key_id: "alias/state",
          },
          bucket_key_enabled: true,
        },
      ],
    });
  });

  it("gives name and ARN", () => {
    const { output } = synthStack((stack) => {
      const { bucket, arn } = new StateBucket(stack, "state", { bucket: "shop-state" });
      new TerraformOutput(stack, "attributes", { value: [bucket, arn] });
    });
    expect(output["attributes"]?.["value"]).toEqual([
      reference("aws_s3_bucket.state.bucket"),
      reference("aws_s3_bucket.state.arn"),
    ]);
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      new StateBucket(stack, "eu", { bucket: "shop-state-eu" });
      new StateBucket(stack, "us", { bucket: "shop-state-us" });
    });
    expect(addresses).toHaveLength(14);
    expect(addresses.filter((address) => address.startsWith("aws_s3_bucket."))).toEqual([
      "aws_s3_bucket.eu",
      "aws_s3_bucket.us",
    ]);
  });

  describe("what is refused", () => {
    test.each([
      ["", false],
      ["ab", false],
      ["abc", true],
      ["shop.state-1", true],
      ["a".repeat(63), true],
      ["a".repeat(64), false],
      ["-ab", false],
      ["ab.", false],
      ["Shop", false],
    ])("name %j is taken: %s", (bucket, taken) => {
      const attempt = () => build({ bucket });
      taken
        ? expect(attempt).not.toThrow()
        : expect(attempt).toThrow("`bucket` must be the name of a bucket");
    });

    test.each([
      [0, false],
      [1, true],
      [36_500, true],
      [36_501, false],
      [1.5, false],
      [Number.NaN, false],
    ])("%d days are taken: %s", (keepDays, taken) => {
      const attempt = () => build({ keepDays });
      taken ? expect(attempt).not.toThrow() : expect(attempt).toThrow("`keepDays` must be a whole number");
    });
  });

  describe("in the README", () => {
    const file = join(__dirname, "..", "..", "..", "modules", "state", "README.md");
    const [, section = ""] = readFileSync(file, "utf8").split("\n## StateBucket\n");

    it("has an example that runs", () => {
      const example = codeBlocks(file, "ts").find((block) => block.includes("StateBucket")) ?? "";
      const { addresses } = synthStack((stack) =>
        new Function("stack", "StateBucket", example)(stack, StateBucket),
      );
      expect(addresses).toContain("aws_s3_bucket.state");
    });

    it("has every property and attribute", () => {
      const names = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);
      expect(names).toEqual(["bucket", "kmsKeyId", "keepDays", "bucket", "arn"]);
    });
  });
});
