import { z } from "zod";
import { bucketName, region } from "./aws";
import { lockFaults } from "./http-lock";
import { cloud } from "./state-cloud";
import { http } from "./state-http";
import { text, unionError, variant, word } from "./text";

const shapes = {
  local: {},
  s3: {
    bucket: bucketName().describe("The bucket that holds the state; ./gatehouse state init makes it."),
    region: region().optional().describe("The bucket's region. Default: the environment's."),
    key: text(
      /^(?!.*[$%]\{)[^/\s\\][^\s\\]{0,1022}[^/\s\\]$/,
      "must be the key of an object, without a slash at an end, spaces or ${",
      "write one such as shop/production/terraform.tfstate",
    )
      .optional()
      .describe("Where the state lies in the bucket. Default: <project>/<environment>/terraform.tfstate."),
    // Terraform takes no other UUIDs, and KMS makes no others.
    kmsKeyId: text(
      /^(arn:aws:kms:[a-z0-9-]+:[0-9]{12}:(key\/([0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})|alias\/[\w/-]+)|alias\/[\w/-]+|[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|mrk-[0-9a-f]{32})$/,
      "must be a KMS key: its id, its alias or its ARN",
      "copy it from the KMS console",
    )
      .optional()
      .describe(
        "The KMS key that encrypts the state. Default: S3's own key, also where the bucket has another.",
      ),
    roleArn: text(
      /^arn:aws:iam::[0-9]{12}:role\/[\w+=,.@/-]{1,512}$/,
      "must be the ARN of an IAM role",
      "copy it from the IAM console, such as arn:aws:iam::123456789012:role/terraform-state",
    )
      .optional()
      .describe("The role that reads and writes the state, where it lies in another account."),
  },
  cloud,
  http,
  pipeline: {
    backend: word(["s3", "gcs", "azurerm", "http"]).describe(
      "The kind of backend. Its settings come from the pipeline: terraform init -backend-config=...",
    ),
  },
};

/** Where Terraform keeps the state of this environment. */
export const state = z
  .discriminatedUnion(
    "type",
    [
      variant(shapes, "local"),
      variant(shapes, "s3"),
      variant(shapes, "cloud"),
      variant(shapes, "http").superRefine((value, context) => {
        for (const { key, message } of lockFaults(value)) {
          context.addIssue({ code: "custom", path: [key], message });
        }
      }),
      variant(shapes, "pipeline"),
    ],
    unionError(shapes, "state: {type: local}"),
  )
  .prefault({ type: "local" })
  .describe(
    "Where Terraform keeps the state: a file in the checkout, an S3 bucket, HCP Terraform, GitLab, or wherever the pipeline says.",
  );
