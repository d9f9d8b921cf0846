import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LocalState } from "../../../modules/state/local-state";
import { type PipelineBackend, PipelineState } from "../../../modules/state/pipeline-state";
import { S3State } from "../../../modules/state/s3-state";
import { codeBlocks } from "../../../test-support/readme";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

const backendOf = (build: (stack: ModuleStack) => void): unknown =>
  JSON.parse(synthStack(build).json).terraform.backend;

describe("LocalState", () => {
  it("is a relative path", () => {
    const backend = backendOf((stack) => new LocalState(stack, { path: "../terraform.tfstate" }));
    expect(backend).toEqual({ local: { path: "../terraform.tfstate" } });
  });

  it.each(["", "/var/state", "C:\\state", "c:/state"])("refuses %p", (path) => {
    expect(() => backendOf((stack) => new LocalState(stack, { path }))).toThrow(
      `LocalState: \`path\` must be relative, got: ${JSON.stringify(path)}`,
    );
  });
});

describe("S3State", () => {
  const minimal = { bucket: "shop-state", region: "eu-west-1", key: "shop/production/terraform.tfstate" };

  it("is encrypted and locked by S3 itself", () => {
    expect(backendOf((stack) => new S3State(stack, minimal))).toEqual({
      s3: { ...minimal, encrypt: true, use_lockfile: true },
    });
  });

  it("takes a key and a role", () => {
    const roleArn = "arn:aws:iam::123456789012:role/state";
    expect(
      backendOf((stack) => new S3State(stack, { ...minimal, kmsKeyId: "alias/state", roleArn })),
    ).toEqual({
      s3: {
        ...minimal,
        encrypt: true,
        use_lockfile: true,
        kms_key_id: "alias/state",
        assume_role: { role_arn: roleArn },
      },
    });
  });

  it("names everything that is wrong at once", () => {
    const wrong = { bucket: "Shop", region: "eu-west-1", key: "/shop", roleArn: "state" };
    expect(() => backendOf((stack) => new S3State(stack, wrong))).toThrow(
      [
        "S3State:",
        '  `bucket` must be the name of a bucket, got: "Shop"',
        '  `key` must not begin or end with /, got: "/shop"',
        '  `roleArn` must be the ARN of a role, got: "state"',
      ].join("\n"),
    );
  });
});

describe("PipelineState", () => {
  it.each<PipelineBackend>(["s3", "gcs", "azurerm", "http"])("is an empty block of %s", (backend) => {
    expect(backendOf((stack) => new PipelineState(stack, { backend }))).toEqual({ [backend]: {} });
  });

  it("cannot be read by reference", () => {
    synthStack((stack) => {
      const state = new PipelineState(stack, { backend: "s3" });
      expect(() => state.getRemoteStateDataSource()).toThrow("configured outside");
    });
  });
});

describe("README", () => {
  const file = join(__dirname, "..", "..", "..", "modules", "state", "README.md");

  it("has an example that runs", () => {
    const [example = ""] = codeBlocks(file, "ts");
    const build = new Function("stack", "S3State", example);
    expect(backendOf((stack) => build(stack, S3State))).toEqual({
      s3: expect.objectContaining({ key: "shop/production/terraform.tfstate", use_lockfile: true }),
    });
  });

  it("describes every construct", () => {
    const text = readFileSync(file, "utf8");
    for (const name of ["LocalState", "S3State", "PipelineState"]) {
      expect(text).toContain(`## ${name}`);
    }
  });
});
