import { type Finding, ok, warning } from "../doctor/finding";
import type { OwnBucket } from "./bucket";

/** What is right and what is weak in a bucket that was made by other means. */
export function findingsOf(
  bucket: string,
  { versioned, closed, tlsOnly, keepDays, kmsKeyId }: OwnBucket,
): Finding[] {
  const aws = (call: string) => `aws s3api ${call} --bucket ${bucket}`;
  const policy = JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });
  return [
    versioned
      ? ok("versions", "kept: a lost state can be brought back")
      : warning("versions", "not kept", versioningCommand(bucket)),
    ok("encryption", kmsKeyId === undefined ? "SSE-S3" : `KMS key ${kmsKeyId}`),
    closed
      ? ok("public access", "blocked")
      : warning(
          "public access",
          "not blocked whole",
          `${aws("put-public-access-block")} --public-access-block-configuration ` +
            "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true",
        ),
    tlsOnly
      ? ok("TLS", "plain HTTP is denied")
      : warning(
          "TLS",
          "plain HTTP is not denied",
          `add the statement to the bucket's policy; where it has none: ${aws("put-bucket-policy")} --policy '${policy}'`,
        ),
    keepDays === undefined
      ? ok("old versions", "kept for ever")
      : ok("old versions", `kept for ${keepDays} days`),
  ];
}

/** What switches versioning on. */
export function versioningCommand(bucket: string): string {
  return `aws s3api put-bucket-versioning --bucket ${bucket} --versioning-configuration Status=Enabled`;
}
