import { Testing } from "cdktf";
import { AddressableStack } from "../../stacks/addressable-stack";
import { createStateBackend } from "../../stacks/state-backend";
import { environment, type Keys, synthEnvironment } from "../../test-support/environments";

function backendOf(overrides: Keys): unknown {
  return JSON.parse(synthEnvironment(environment(overrides)).json).terraform.backend;
}

describe("local state", () => {
  it("is a file beside the checkout, by a path that holds on every machine", () => {
    expect(backendOf({})).toEqual({ local: { path: "../../../terraform.production.tfstate" } });
  });

  it("is each environment's own", () => {
    expect(backendOf({ environment: "staging" })).toEqual({
      local: { path: "../../../terraform.staging.tfstate" },
    });
  });
});

describe("state in S3", () => {
  const bucket = "shop-terraform-state";

  it("is encrypted and locked by S3 itself, under project and environment", () => {
    expect(backendOf({ state: { type: "s3", bucket } })).toEqual({
      s3: {
        bucket,
        region: "eu-west-1",
        key: "shop/production/terraform.tfstate",
        encrypt: true,
        use_lockfile: true,
      },
    });
  });

  it("takes a region, key, KMS key and role of its own", () => {
    const kmsKeyId = "alias/terraform-state";
    const roleArn = "arn:aws:iam::123456789012:role/terraform-state";
    const state = { type: "s3", bucket, region: "eu-central-1", key: "x/y.tfstate", kmsKeyId, roleArn };
    expect(backendOf({ state })).toEqual({
      s3: {
        bucket,
        region: "eu-central-1",
        key: "x/y.tfstate",
        encrypt: true,
        use_lockfile: true,
        kms_key_id: kmsKeyId,
        assume_role: { role_arn: roleArn },
      },
    });
  });
});

describe("state in HCP Terraform", () => {
  it("is a workspace named after project and environment", () => {
    const overrides = { environment: "staging", state: { type: "cloud", organization: "shop" } };
    const { terraform } = JSON.parse(synthEnvironment(environment(overrides)).json);
    expect(terraform.cloud).toEqual({
      organization: "shop",
      hostname: "app.terraform.io",
      workspaces: { name: "shop-staging" },
    });
    expect(terraform).not.toHaveProperty("backend");
  });
});

describe("state in GitLab", () => {
  const address = "https://gitlab.example.com/api/v4/projects/7/terraform/state/production";
  const unlocked = { address, update_method: "POST" };

  it("is locked", () => {
    expect(backendOf({ state: { type: "http", address, username: "shop" } })).toEqual({
      http: {
        ...unlocked,
        lock_address: `${address}/lock`,
        lock_method: "POST",
        unlock_address: `${address}/lock`,
        unlock_method: "DELETE",
        username: "shop",
      },
    });
  });

  it("is not, where the file says so", () => {
    expect(backendOf({ state: { type: "http", address, lock: false } })).toEqual({ http: unlocked });
  });
});

describe("state of the pipeline", () => {
  it.each(["s3", "gcs", "azurerm", "http"])("leaves everything about %s to it", (backend) => {
    expect(backendOf({ state: { type: "pipeline", backend } })).toEqual({ [backend]: {} });
  });

  it("cannot be read by reference", () => {
    const stack = new (class extends AddressableStack {})(Testing.app(), "test");
    const backend = createStateBackend(stack, environment({ state: { type: "pipeline", backend: "gcs" } }));
    expect(() => backend.getRemoteStateDataSource(stack, "other", "test")).toThrow(/configured/);
  });
});

it("Terraform is new enough for the lock", () => {
  const { terraform } = JSON.parse(synthEnvironment(environment()).json);
  expect(terraform.required_version).toBe(">= 1.10.0");
});
