import { z } from "zod";
import { awsRegions } from "../aws-regions";
import { nearest, say, text } from "./text";

const identifier = "([0-9a-f]{8}|[0-9a-f]{17})";

/** An EC2 id: its prefix and 8 or 17 hexadecimal digits. */
export function ec2Id(prefix: "vpc" | "subnet" | "i" | "sg") {
  const example = `${prefix}-0123456789abcdef0`;
  return text(
    new RegExp(`^${prefix}-${identifier}$`),
    `must be an id: ${prefix}- and 8 or 17 hexadecimal digits`,
    `copy it from the EC2 console, such as ${example}`,
  ).meta({ examples: [example] });
}

/** The ARN of a certificate in ACM. */
export function certificateArn() {
  return text(
    /^arn:aws:acm:[a-z0-9-]+:[0-9]{12}:certificate\/[A-Za-z0-9-]+$/,
    "must be the ARN of an ACM certificate",
    "copy it from the ACM console, such as arn:aws:acm:us-east-1:123456789012:certificate/...",
  );
}

/** The region and the account in an ARN. */
export function partsOfArn(arn: string): { readonly region: string; readonly account: string } {
  const [, , , region = "", account = ""] = arn.split(":");
  return { region, account };
}

/** A region of the commercial AWS partition. */
export function region() {
  return z
    .string(say("must be the name of an AWS region", "write one such as eu-west-1"))
    .superRefine((value, context) => {
      if (awsRegions.includes(value)) return;
      context.addIssue({ code: "custom", message: regionMessage(value) });
    })
    .meta({ enum: awsRegions, examples: ["eu-west-1"] });
}

function regionMessage(value: string): string {
  if (/^(cn|us-gov|us-iso|eusc)/.test(value)) {
    return say("is in another AWS partition, which is not yet supported", "write a region such as eu-west-1");
  }
  // an availability zone where the region is meant: eu-west-1a
  const withoutZone = value.replace(/(?<=[0-9])[a-f]$/, "");
  const meant = awsRegions.includes(withoutZone) ? withoutZone : nearest(value, awsRegions);
  const fix = meant === undefined ? "write one such as eu-west-1" : `write ${meant}`;
  return say("must be the name of an AWS region", fix);
}

/** The name of an S3 bucket. */
export function bucketName() {
  return text(
    /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*-s3alias$)(?!.*--ol-s3$)(?!.*\.\.)(?![0-9.]+$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    "must be the name of an S3 bucket: 3 to 63 of a to z, 0 to 9, hyphens and dots",
    "write the bucket's name alone, without s3:// or arn:",
  );
}

/** A TCP port. */
export function port(fix: string) {
  const error = say("must be a port between 1 and 65535", fix);
  return z.int(error).min(1, error).max(65535, error);
}

/** AWS tags: keys and values. */
export function tags(fix: string) {
  return z
    .record(
      text(
        /^(?!aws:)[\p{L}\p{N} _.:/=+\-@]{1,128}$/iu,
        "must be a tag key of at most 128 characters, not aws:",
        "rename it",
      ),
      text(
        /^[\p{L}\p{N} _.:/=+\-@]{0,256}$/u,
        "must be a tag value of at most 256 letters, digits, spaces and _.:/=+-@",
        "shorten it, or leave out the other characters",
      ),
      {
        error: ({ code }) =>
          code === "invalid_key"
            ? say(
                "must be a tag key: at most 128 letters, digits, spaces and _.:/=+-@, not aws:...",
                "rename it",
              )
            : say("must be a map of tag keys and values", fix),
      },
    )
    .meta({ examples: [{ team: "shop" }] });
}
