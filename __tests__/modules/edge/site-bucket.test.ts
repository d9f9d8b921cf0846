import { TerraformOutput } from "cdktf";
import { SiteBucket, type SiteBucketProps } from "../../../modules/edge/site-bucket";
import { SiteBucketPolicy } from "../../../modules/edge/site-bucket-policy";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

/** How Terraform JSON refers to an attribute. */
function reference(attribute: string): string {
  return `\${${attribute}}`;
}

const ARN = "arn:aws:cloudfront::123456789012:distribution/EDFDVBD6EXAMPLE";

function build(props: Partial<SiteBucketProps> = {}) {
  return synthStack((stack) => {
    new SiteBucket(stack, "site", { bucketPrefix: "shop-site-", ...props });
  });
}

describe("SiteBucket", () => {
  it("is a bucket and the five settings that keep it", () => {
    expect(build().addresses).toEqual([
      "aws_s3_bucket.site",
      "aws_s3_bucket_lifecycle_configuration.site_lifecycle",
      "aws_s3_bucket_ownership_controls.site_ownership",
      "aws_s3_bucket_public_access_block.site_private",
      "aws_s3_bucket_server_side_encryption_configuration.site_encryption",
      "aws_s3_bucket_versioning.site_versioning",
    ]);
  });

  it("is private, encrypted, versioned and kept, with nothing but a prefix given", () => {
    const { resource } = build();
    const bucket = reference("aws_s3_bucket.site.bucket");
    expect(resource["aws_s3_bucket"]?.["site"]).toMatchObject({
      bucket_prefix: "shop-site-",
      force_destroy: false,
      lifecycle: { prevent_destroy: false },
    });
    expect(resource["aws_s3_bucket_public_access_block"]?.["site_private"]).toMatchObject({
      bucket,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    });
    expect(resource["aws_s3_bucket_ownership_controls"]?.["site_ownership"]).toMatchObject({
      bucket,
      rule: { object_ownership: "BucketOwnerEnforced" },
    });
    expect(resource["aws_s3_bucket_server_side_encryption_configuration"]?.["site_encryption"]).toMatchObject(
      {
        bucket,
        rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }],
      },
    );
    expect(resource["aws_s3_bucket_versioning"]?.["site_versioning"]).toMatchObject({
      bucket,
      versioning_configuration: { status: "Enabled" },
    });
  });

  it("lets old versions and failed uploads expire, once versions are kept", () => {
    const { resource } = build({ noncurrentDays: 90 });
    expect(resource["aws_s3_bucket_lifecycle_configuration"]?.["site_lifecycle"]).toMatchObject({
      bucket: reference("aws_s3_bucket.site.bucket"),
      depends_on: ["aws_s3_bucket_versioning.site_versioning"],
      rule: [
        {
          id: "old-versions",
          status: "Enabled",
          noncurrent_version_expiration: [{ noncurrent_days: 90 }],
          expiration: [{ expired_object_delete_marker: true }],
        },
        {
          id: "failed-uploads",
          status: "Enabled",
          abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
        },
      ],
    });
  });

  it("keeps old versions for 30 days unless told otherwise", () => {
    expect(build().json).toContain('"noncurrent_days": 30');
  });

  it("can be emptied by destroy, or refuse it", () => {
    const { resource } = build({ forceDestroy: true, preventDestroy: true });
    expect(resource["aws_s3_bucket"]?.["site"]).toMatchObject({
      force_destroy: true,
      lifecycle: { prevent_destroy: true },
    });
  });

  it("gives name, ARN and regional domain name", () => {
    const { output } = synthStack((stack) => {
      const { bucket, arn, regionalDomainName } = new SiteBucket(stack, "site", { bucketPrefix: "a" });
      new TerraformOutput(stack, "attributes", { value: [bucket, arn, regionalDomainName] });
    });
    expect(output["attributes"]?.["value"]).toEqual([
      reference("aws_s3_bucket.site.bucket"),
      reference("aws_s3_bucket.site.arn"),
      reference("aws_s3_bucket.site.bucket_regional_domain_name"),
    ]);
  });

  describe("what is refused", () => {
    test.each([
      ["", false],
      ["a", true],
      ["a".repeat(37), true],
      ["a".repeat(38), false],
      ["-a", false],
      ["A", false],
      ["a.b", false],
    ])("prefix %j is taken: %s", (bucketPrefix, taken) => {
      const attempt = () => build({ bucketPrefix });
      taken ? expect(attempt).not.toThrow() : expect(attempt).toThrow("`bucketPrefix` must have 1 to 37");
    });

    test.each([
      [0, false],
      [1, true],
      [36_500, true],
      [36_501, false],
      [1.5, false],
      [Number.NaN, false],
    ])("%d days are taken: %s", (noncurrentDays, taken) => {
      const attempt = () => build({ noncurrentDays });
      taken
        ? expect(attempt).not.toThrow()
        : expect(attempt).toThrow("`noncurrentDays` must be a whole number");
    });
  });
});

describe("SiteBucketPolicy", () => {
  function site(stack: ModuleStack, id: string) {
    const bucket = new SiteBucket(stack, id, { bucketPrefix: "shop-site-" });
    new SiteBucketPolicy(stack, `${id}policy`, {
      bucket: bucket.bucket,
      bucketArn: bucket.arn,
      distributionArn: ARN,
      publicAccessBlock: bucket.publicAccessBlock,
    });
  }

  const { resource, addresses } = synthStack((stack) => {
    site(stack, "site");
    site(stack, "docs");
  });

  it("waits for the public access block", () => {
    expect(resource["aws_s3_bucket_policy"]?.["sitepolicy"]).toMatchObject({
      bucket: reference("aws_s3_bucket.site.bucket"),
      depends_on: ["aws_s3_bucket_public_access_block.site_private"],
    });
  });

  it("lets the one distribution read and list, and refuses everybody without TLS", () => {
    const bucket = reference("aws_s3_bucket.site.arn");
    const reader = {
      Effect: "Allow",
      Principal: { Service: "cloudfront.amazonaws.com" },
      Condition: { StringEquals: { "AWS:SourceArn": ARN } },
    };
    expect(JSON.parse(String(resource["aws_s3_bucket_policy"]?.["sitepolicy"]?.["policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "DistributionReads", ...reader, Action: "s3:GetObject", Resource: `${bucket}/*` },
        { Sid: "MissingObjectIs404", ...reader, Action: "s3:ListBucket", Resource: bucket },
        {
          Sid: "TlsOnly",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [bucket, `${bucket}/*`],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  it("stands twice in one stack, as the bucket does", () => {
    expect(addresses.filter((address) => !address.includes("_bucket_"))).toEqual([
      "aws_s3_bucket.docs",
      "aws_s3_bucket.site",
    ]);
    expect(addresses.filter((address) => address.startsWith("aws_s3_bucket_policy."))).toHaveLength(2);
    expect(addresses).toHaveLength(14);
  });
});
