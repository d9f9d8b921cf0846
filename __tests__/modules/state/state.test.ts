import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CloudBackend, NamedCloudWorkspace, TerraformStack } from "cdktf";
import { CloudState } from "../../../modules/state/cloud-state";
import { HttpState } from "../../../modules/state/http-state";
import { LocalState } from "../../../modules/state/local-state";
import { type PipelineBackend, PipelineState } from "../../../modules/state/pipeline-state";
import { S3State } from "../../../modules/state/s3-state";
import { withEnvironment } from "../../../test-support/process-environment";
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

describe("CloudState", () => {
  const settings = { organization: "shop", workspace: "shop-production" };

  it.each([undefined, "tfe.example.com:8443"])(
    "is the block that CDKTF's own backend writes, with host %p",
    (hostname) => {
      synthStack((stack) => {
        const ours = new CloudState(new TerraformStack(stack, "ours"), { ...settings, hostname });
        const theirs = new CloudBackend(new TerraformStack(stack, "theirs"), {
          organization: "shop",
          hostname: hostname ?? "app.terraform.io",
          workspaces: new NamedCloudWorkspace("shop-production"),
        });
        expect(ours.toTerraform()).toEqual(theirs.toTerraform());
        expect(ours.toHclTerraform()).toEqual(theirs.toHclTerraform());
        expect(ours.toMetadata()).toEqual(theirs.toMetadata());
      });
    },
  );

  it("is no backend block, and needs no Terraform to be written", () => {
    const { terraform } = withEnvironment({ PATH: "" }, () =>
      JSON.parse(synthStack((stack) => new CloudState(stack, settings)).json),
    );
    expect(terraform).not.toHaveProperty("backend");
    expect(terraform.cloud).toEqual({
      organization: "shop",
      hostname: "app.terraform.io",
      workspaces: { name: "shop-production" },
    });
  });

  it("takes overrides", () => {
    const { json } = synthStack((stack) =>
      new CloudState(stack, settings).addOverride("workspaces.project", "web"),
    );
    expect(JSON.parse(json).terraform.cloud.workspaces).toEqual({ name: "shop-production", project: "web" });
  });

  it("can be read from another stack", () => {
    const { json } = synthStack((stack) => {
      new CloudState(new TerraformStack(stack, "other"), settings).getRemoteStateDataSource(stack, "network");
    });
    expect(JSON.parse(json).data.terraform_remote_state.network).toEqual({
      backend: "remote",
      config: { organization: "shop", hostname: "app.terraform.io", workspaces: { name: "shop-production" } },
    });
  });

  it("names everything that is wrong at once", () => {
    const wrong = { organization: "my shop", workspace: "", hostname: "https://tfe.example.com" };
    expect(() => synthStack((stack) => new CloudState(stack, wrong))).toThrow(
      [
        "CloudState:",
        '  `organization` must be letters, digits, - and _, got: "my shop"',
        '  `workspace` must be letters, digits, - and _, got: ""',
        '  `hostname` must be a host alone, got: "https://tfe.example.com"',
      ].join("\n"),
    );
  });
});

describe("HttpState", () => {
  const address = "https://gitlab.example.com/api/v4/projects/7/terraform/state/production";

  it("is not locked by itself", () => {
    expect(backendOf((stack) => new HttpState(stack, { address }))).toEqual({
      http: { address, update_method: "POST" },
    });
  });

  it("is locked as GitLab does it", () => {
    const lock = { lockAddress: `${address}/lock` };
    expect(backendOf((stack) => new HttpState(stack, { address, lock, username: "shop" }))).toEqual({
      http: {
        address,
        update_method: "POST",
        lock_address: `${address}/lock`,
        lock_method: "POST",
        unlock_address: `${address}/lock`,
        unlock_method: "DELETE",
        username: "shop",
      },
    });
  });

  it("is locked as another server does it", () => {
    const lock = {
      lockAddress: `${address}/on`,
      lockMethod: "LOCK",
      unlockAddress: `${address}/off`,
      unlockMethod: "UNLOCK",
    };
    expect(backendOf((stack) => new HttpState(stack, { address, updateMethod: "PUT", lock }))).toEqual({
      http: {
        address,
        update_method: "PUT",
        lock_address: `${address}/on`,
        lock_method: "LOCK",
        unlock_address: `${address}/off`,
        unlock_method: "UNLOCK",
      },
    });
  });

  it.each(["http://gitlab.example.com/a", "gitlab.example.com/a", "https://me:hunter2@example.com/a", ""])(
    "refuses %p, and says nothing of it",
    (wrong) => {
      const build = () =>
        backendOf((stack) => new HttpState(stack, { address: wrong, lock: { lockAddress: wrong } }));
      const must = "must be an address with https:// and without a password";
      expect(build).toThrow(new Error(`HttpState:\n  \`address\` ${must}\n  \`lockAddress\` ${must}`));
    },
  );

  it.each(["http://localhost:8080/a", "http://127.0.0.1/a", "http://[::1]:1/a"])("takes %p", (local) => {
    expect(backendOf((stack) => new HttpState(stack, { address: local }))).toMatchObject({
      http: { address: local },
    });
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
    for (const name of ["LocalState", "S3State", "CloudState", "HttpState", "PipelineState"]) {
      expect(text).toContain(`## ${name}`);
    }
  });
});
