import { z } from "zod";
import { bucketName, region } from "./aws";
import { cloud } from "./state-cloud";
import { section, text, unionError, variant } from "./text";

/** Terraform would read `${` in a setting as a reference. */
const NO_TEMPLATE = "(?!.*[$%]\\{)";

const shapes = {
  s3: {
    bucket: bucketName().describe("The bucket that holds the other state."),
    key: text(
      new RegExp(`^${NO_TEMPLATE}[^/\\s\\\\][^\\s\\\\]{0,1022}[^/\\s\\\\]$`),
      "must be the key of an object, without a slash at an end, spaces or ${",
      "write one such as network/terraform.tfstate",
    )
      .describe("Where the state lies in the bucket.")
      .meta({ examples: ["network/terraform.tfstate"] }),
    region: region().optional().describe("The bucket's region. Default: the environment's."),
    roleArn: text(
      /^arn:aws:iam::[0-9]{12}:role\/[\w+=,.@/-]{1,512}$/,
      "must be the ARN of an IAM role",
      "copy it from the IAM console, such as arn:aws:iam::123456789012:role/network-state-reader",
    )
      .optional()
      .describe("The role that reads the state, where it lies in another account."),
  },
  local: {
    path: text(
      new RegExp(`^(?![/~]|[A-Za-z]:)${NO_TEMPLATE}[^\\\\\\r\\n]*[^/\\\\\\s]$`),
      "must be the path of a file from the checkout, with forward slashes, without ${",
      "write one such as ../network/terraform.tfstate",
    )
      .describe("The state file, seen from the root of the checkout.")
      .meta({ examples: ["../network/terraform.tfstate"] }),
  },
  cloud: {
    organization: cloud.organization,
    workspace: text(
      /^[A-Za-z0-9_-]{1,90}$/,
      "must be the name of a workspace: at most 90 letters, digits, hyphens and underscores",
      "write its name alone, such as network-production",
    )
      .describe("The workspace, which must share its state with whoever plans this one.")
      .meta({ examples: ["network-production"] }),
    hostname: cloud.hostname,
    token: cloud.token,
  },
};

/** A state that someone else writes and this environment reads. */
export const remoteState = z
  .discriminatedUnion(
    "type",
    [variant(shapes, "s3"), variant(shapes, "local"), variant(shapes, "cloud")],
    unionError(shapes, "state: {type: s3, bucket: platform-state, key: network/terraform.tfstate}"),
  )
  .describe("Where the state lies whose outputs are read.");

function outputName(example: string) {
  return text(
    /^[A-Za-z_][A-Za-z0-9_-]*$/,
    "must be the name of a Terraform output: letters, digits, _ and -",
    `write one such as ${example}`,
  );
}

/** Which outputs hold what; the defaults are the names that terraform-aws-modules/vpc gives them. */
export const networkOutputs = section(
  {
    vpcId: outputName("vpc_id").default("vpc_id").describe("The output that holds the VPC's id."),
    publicSubnetIds: outputName("public_subnets")
      .default("public_subnets")
      .describe("The output that lists the public subnets' ids."),
    privateSubnetIds: outputName("private_subnets")
      .optional()
      .describe(
        "The output that lists the private subnets' ids. Default: private_subnets, where there is one.",
      ),
  },
  "write outputs: {vpcId: vpc_id, publicSubnetIds: public_subnets}",
)
  .prefault({})
  .describe("The names of the outputs.");
