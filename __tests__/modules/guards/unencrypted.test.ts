import { found } from "../../../test-support/guards";

type Body = Readonly<Record<string, unknown>>;

function faults(type: string, body: Body): string[] {
  return found("unencrypted", { [type]: { x: body } }).map((line) => line.replace(`${type}.x: `, ""));
}

const SIMPLE: readonly [string, string][] = [
  ["aws_ebs_volume", "encrypted"],
  ["aws_ebs_snapshot_copy", "encrypted"],
  ["aws_ami_copy", "encrypted"],
  ["aws_efs_file_system", "encrypted"],
  ["aws_db_instance", "storage_encrypted"],
  ["aws_rds_cluster", "storage_encrypted"],
  ["aws_docdb_cluster", "storage_encrypted"],
  ["aws_neptune_cluster", "storage_encrypted"],
];

it.each(SIMPLE)("%s has to say %s", (type, argument) => {
  expect(faults(type, { [argument]: true })).toEqual([]);
  expect(faults(type, {})).toEqual([`no ${argument}`]);
  expect(faults(type, { [argument]: false })).toEqual([`${argument} false`]);
  expect(faults(type, { [argument]: "${var.x}" })).toEqual([
    `${argument} \${var.x}, not known before Terraform runs`,
  ]);
});

it("takes a database that copies another", () => {
  expect(faults("aws_db_instance", { replicate_source_db: "${aws_db_instance.x.arn}" })).toEqual([]);
});

describe.each(["aws_instance", "aws_spot_instance_request", "aws_launch_configuration"])("%s", (type) => {
  it.each<[string, Body, string[]]>([
    ["an encrypted root", { root_block_device: { encrypted: true } }, []],
    ["no root", {}, ["no root_block_device"]],
    ["a root that says nothing", { root_block_device: [{}] }, ["no encrypted of a volume"]],
    [
      "another volume",
      {
        root_block_device: { encrypted: true },
        ebs_block_device: [{ encrypted: true }, { encrypted: false }],
      },
      ["encrypted false of a volume"],
    ],
    [
      "volumes that nobody knows",
      { root_block_device: { encrypted: true }, ebs_block_device: "${var.volumes}" },
      ["volumes ${var.volumes} of a volume"],
    ],
  ])("%s", (_, body, lines) => {
    expect(faults(type, body)).toEqual(lines);
  });
});

it("leaves the root of an instance to its launch template", () => {
  expect(faults("aws_instance", { launch_template: { id: "lt-1" } })).toEqual([]);
});

describe("a launch template", () => {
  it.each<[string, Body, string[]]>([
    ["an encrypted volume", { block_device_mappings: [{ ebs: { encrypted: "true" } }] }, []],
    [
      "a text that is not true",
      { block_device_mappings: [{ ebs: { encrypted: "false" } }] },
      ["encrypted false of a volume"],
    ],
    ["none", {}, ["no block_device_mappings"]],
    [
      "one of two",
      { block_device_mappings: [{ ebs: { encrypted: true } }, { ebs: {} }] },
      ["no encrypted of a volume"],
    ],
    ["those that nobody knows", { block_device_mappings: "${var.x}" }, ["volumes ${var.x} of a volume"]],
    ["an instance store", { block_device_mappings: [{ virtual_name: "ephemeral0" }] }, []],
  ])("with %s", (_, body, lines) => {
    expect(faults("aws_launch_template", body)).toEqual(lines);
  });
});

describe("a bucket", () => {
  const type = "aws_s3_bucket_server_side_encryption_configuration";

  it("has to say how it is encrypted", () => {
    expect(faults("aws_s3_bucket", {})).toEqual([`no ${type}`]);
    expect(faults("aws_s3_bucket", { server_side_encryption_configuration: { rule: {} } })).toEqual([]);
    const resources = (bucket: string) => ({ aws_s3_bucket: { x: {} }, [type]: { x: { bucket } } });
    expect(found("unencrypted", resources("${aws_s3_bucket.x.id}"))).toEqual([]);
    expect(found("unencrypted", resources("${aws_s3_bucket.y.id}"))).toHaveLength(1);
  });
});

describe("logs", () => {
  it("in a log group are encrypted by CloudWatch itself", () => {
    expect(faults("aws_cloudwatch_log_group", { name: "/shop" })).toEqual([]);
  });

  it.each<[string, Body, number]>([
    ["aws_kinesis_stream", {}, 1],
    ["aws_kinesis_stream", { encryption_type: "NONE" }, 1],
    ["aws_kinesis_stream", { encryption_type: "KMS" }, 0],
    ["aws_kinesis_firehose_delivery_stream", {}, 1],
    ["aws_kinesis_firehose_delivery_stream", { server_side_encryption: { enabled: false } }, 1],
    ["aws_kinesis_firehose_delivery_stream", { server_side_encryption: { enabled: true } }, 0],
    ["aws_kinesis_firehose_delivery_stream", { kinesis_source_configuration: { role_arn: "x" } }, 0],
  ])("through %s with %j: %i", (type, body, count) => {
    expect(faults(type, body)).toHaveLength(count);
  });
});
