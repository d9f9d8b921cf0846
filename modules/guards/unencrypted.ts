import { type Body, type Document, type Element, EXPRESSION, isExpression, referenceOf } from "./document";
import type { Finding, Rule } from "./rule";

/** Storage that is not encrypted unless this argument is true. */
const ENCRYPTED_BY: Readonly<Record<string, string>> = {
  aws_ami_copy: "encrypted",
  aws_db_instance: "storage_encrypted",
  aws_docdb_cluster: "storage_encrypted",
  aws_ebs_snapshot_copy: "encrypted",
  aws_ebs_volume: "encrypted",
  aws_efs_file_system: "encrypted",
  aws_neptune_cluster: "storage_encrypted",
  aws_rds_cluster: "storage_encrypted",
};

/** Instances that name their volumes themselves. */
const MACHINES = ["aws_instance", "aws_spot_instance_request", "aws_launch_configuration"];

/**
 * No volume, bucket or stream of logs without encryption that the configuration itself asks for. CloudWatch's log groups
 * are always encrypted, so that there is nothing to ask for.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
 */
export const unencrypted: Rule = (document) => [
  ...Object.entries(ENCRYPTED_BY).flatMap(([type, argument]) =>
    document.resources(type).flatMap((element) => storage(document, element, argument)),
  ),
  ...document.resources(...MACHINES).flatMap((element) => machines(document, element)),
  ...document.resources("aws_launch_template").flatMap((element) => templates(document, element)),
  ...document.resources("aws_s3_bucket").flatMap((element) => buckets(document, element)),
  ...streams(document),
];

function finding(element: Element, found: string, remedy: string): Finding {
  return { rule: "unencrypted", element, found, remedy };
}

/** What an argument says that should be true. */
function said(document: Document, body: Body, argument: string): string | undefined {
  const value = document.value(body[argument]);
  if (value === true || value === "true") return undefined;
  if (value === undefined || value === null) return `no ${argument}`;
  return isExpression(value)
    ? `${argument} ${value}, not known before Terraform runs`
    : `${argument} ${value}`;
}

function storage(document: Document, element: Element, argument: string): Finding[] {
  // A replica is what it copies.
  const copies = element.body["replicate_source_db"] !== undefined;
  const found = copies ? undefined : said(document, element.body, argument);
  return found === undefined ? [] : [finding(element, found, `set ${argument} to true`)];
}

function machines(document: Document, element: Element): Finding[] {
  const { body } = element;
  const roots = document.blocks(body, "root_block_device");
  const volumes = [...roots, ...document.blocks(body, "ebs_block_device")].flatMap((block) =>
    volume(document, element, block),
  );
  const templated = document.blocks(body, "launch_template").length > 0;
  const bare = roots.length === 0 && !templated;
  return [
    ...volumes,
    ...(bare
      ? [finding(element, "no root_block_device", "give it root_block_device {encrypted: true}")]
      : []),
  ];
}

function templates(document: Document, element: Element): Finding[] {
  const mappings = document.blocks(element.body, "block_device_mappings");
  const volumes = mappings.flatMap((mapping) => {
    const blocks = mapping[EXPRESSION] === undefined ? document.blocks(mapping, "ebs") : [mapping];
    return blocks.flatMap((block) => volume(document, element, block));
  });
  const remedy = "map the image's root device with ebs {encrypted: true}";
  return mappings.length > 0 ? volumes : [finding(element, "no block_device_mappings", remedy)];
}

function volume(document: Document, element: Element, block: Body): Finding[] {
  const whole = block[EXPRESSION];
  const found = whole === undefined ? said(document, block, "encrypted") : `volumes ${whole}`;
  return found === undefined ? [] : [finding(element, `${found} of a volume`, "set encrypted to true")];
}

/** S3 encrypts by itself since 2023; what the stack says, nobody turns to another key by hand unseen. */
function buckets(document: Document, element: Element): Finding[] {
  const type = "aws_s3_bucket_server_side_encryption_configuration";
  const name = document.value(element.body["bucket"]);
  const says = ({ body }: Element) =>
    referenceOf(body["bucket"]) === element.address || (name !== undefined && body["bucket"] === name);
  return document.resources(type).some(says) || document.blocks(element.body, ENCRYPTION).length > 0
    ? []
    : [finding(element, `no ${type}`, "add one with sse_algorithm AES256 or aws:kms")];
}

const ENCRYPTION = "server_side_encryption_configuration";

/** What carries logs to where they are kept. */
function streams(document: Document): Finding[] {
  const kinesis = document.resources("aws_kinesis_stream").flatMap((element) => {
    const type = document.value(element.body["encryption_type"]);
    return type === "KMS"
      ? []
      : [finding(element, `encryption_type ${type ?? "NONE"}`, "set encryption_type to KMS, and kms_key_id")];
  });
  const firehoses = document.resources("aws_kinesis_firehose_delivery_stream").flatMap((element) => {
    const asked = document.blocks(element.body, "server_side_encryption");
    const encrypted = asked.some(({ enabled }) => document.value(enabled) === true);
    const sourced = document.blocks(element.body, "kinesis_source_configuration").length > 0;
    const remedy = "set server_side_encryption {enabled: true}";
    return encrypted || sourced ? [] : [finding(element, "no server_side_encryption", remedy)];
  });
  return [...kinesis, ...firehoses];
}
