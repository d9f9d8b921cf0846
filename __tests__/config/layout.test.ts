import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { layersOf, placeOf, stacksOf, wholeOf } from "../../config/layout";
import { loadEnvironments } from "../../config/load";
import { environment, environmentText, type Keys } from "../../test-support/environments";

const layered = (keys: Keys = {}) => environment({ layout: "layered", ...keys });
const names = (keys: Keys = {}) => stacksOf(layered(keys)).map(({ stack }) => stack);

describe("the stacks of an environment", () => {
  it("are one, unless it is layered", () => {
    expect(environment().layout).toBe("single");
    expect(stacksOf(environment())).toEqual([{ stack: "production", state: { type: "local" } }]);
    expect(wholeOf(layered())).toEqual({ stack: "production", state: { type: "local" } });
  });

  it("are those that it has layers for, each after what it refers to", () => {
    const all = ["production-network", "production-backend", "production-edge", "production-dns"];
    expect(names()).toEqual(all);
    expect(layersOf(environment()).map(({ stack }) => stack)).toEqual(all);
    expect(names({ edge: { enabled: false } })).toEqual([all[0], all[1], all[3]]);
    expect(names({ dns: { type: "create", stage: "request" } })).toEqual([all[0]]);
  });
});

describe("the state of a layer", () => {
  const stateOf = (state: Keys) => placeOf(layered({ state }), "edge").state;
  const gitlab = "https://gitlab.example.com/api/v4/projects/7/terraform/state";

  it.each([
    [{}, "shop/production/terraform-edge.tfstate"],
    [{ key: "states/shop.production" }, "states/shop-edge.production"],
    [{ key: "v1.2/production" }, "v1.2/production-edge"],
  ])("in S3 is beside that of the environment: %j", (keys, key) => {
    expect(stateOf({ type: "s3", bucket: "shop-state", ...keys })).toMatchObject({
      bucket: "shop-state",
      key,
    });
  });

  it("in HCP Terraform is a workspace", () => {
    expect(stateOf({ type: "cloud", organization: "shop" })).toMatchObject({
      workspace: "shop-production-edge",
    });
  });

  it("behind HTTP has another name, and the lock of that name", () => {
    expect(stateOf({ type: "http", address: `${gitlab}/production` })).toMatchObject({
      address: `${gitlab}/production-edge`,
      lock: {
        lockAddress: `${gitlab}/production-edge/lock`,
        lockMethod: "POST",
        unlockAddress: `${gitlab}/production-edge/lock`,
      },
    });
    expect(stateOf({ type: "http", address: `${gitlab}/production`, lock: false })).not.toHaveProperty(
      "lock",
    );
  });
});

describe("layout: layered is refused", () => {
  const long = "k".repeat(1020);
  it.each([
    [
      { type: "pipeline", backend: "s3" },
      "layout: cannot be layered where the pipeline says where the state is",
    ],
    [{ type: "s3", bucket: "shop-state", key: long }, "state.key: must have at most 1016 characters"],
    [
      { type: "cloud", organization: "shop", workspace: "w".repeat(85) },
      "state.workspace: must have at most 82 characters",
    ],
    [
      { type: "http", address: "https://state.example.com/?name=a" },
      "state.address: must end with the state's name",
    ],
    [
      { type: "http", address: "https://state.example.com/a", lockAddress: "https://lock.example.com/a" },
      "state.lockAddress: must lie below state.address",
    ],
  ])("with state: %j", (state, message) => {
    expect(() => layered({ state })).toThrow(message);
    expect(() => environment({ state })).not.toThrow();
  });
});

describe("two environments", () => {
  const together = (files: Readonly<Record<string, Keys>>) => {
    const folder = mkdtempSync(join(tmpdir(), "layout-"));
    try {
      for (const [name, keys] of Object.entries(files)) {
        const domain = { name: `${name}.example.com` };
        writeFileSync(join(folder, `${name}.yaml`), environmentText({ environment: name, domain, ...keys }));
      }
      return loadEnvironments(folder).environments.length;
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it("may not have a stack of one name", () => {
    const files = { production: { layout: "layered" }, "production-edge": {} };
    expect(() => together(files)).toThrow(
      /environment: has a stack production-edge, as .*production\.yaml:2:1 has/,
    );
    expect(together({ production: {}, "production-edge": {} })).toBe(2);
  });

  it("may not have a layer's state in common", () => {
    const state = { type: "s3", bucket: "shop-state" };
    const files = {
      production: { layout: "layered", state },
      other: { state: { ...state, key: "shop/production/terraform-dns.tfstate" } },
    };
    expect(() => together(files)).toThrow(/state\.key: is the state of .*other\.yaml.* too/);
  });
});
