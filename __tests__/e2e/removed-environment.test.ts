import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertLocal, environmentOf } from "../../local/world";
import { Checkout } from "../../test-support/checkout";
import { Deployment } from "../../test-support/e2e/deployment";
import type { Inventory } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { type Finished, run } from "../../test-support/terraform";

/** Certificates and their records alone: what is asked here, each resource answers in the same way. */
const BASE = `
project: shop
region: eu-west-1
dns: { type: existing, zone: example.com, stage: request }
backends: { api: { targets: { type: external } } }
`;
const PRODUCTION = "extends: _base.yaml\nenvironment: production\ndomain: { name: example.com }\n";
const STAGING = "extends: _base.yaml\nenvironment: staging\ndomain: { name: staging.example.com }\n";

requires("terraform", "moto_server")("an environment whose file is removed", () => {
  const step = steps();
  const files = { "_base.yaml": BASE, "production.yaml": PRODUCTION, "staging.yaml": STAGING };
  let deployment: Deployment;
  let checkout: Checkout;
  /** what both environments have made */
  let both: Inventory;

  beforeAll(async () => {
    checkout = new Checkout(files);
    deployment = await Deployment.begin({
      seed: { region: "eu-west-1", instances: [], zones: ["example.com"] },
    });
  }, START);

  afterAll(async () => {
    checkout?.remove();
    await deployment?.end();
  }, START);

  async function cdktf(...args: readonly string[]): Promise<Finished> {
    const env = environmentOf(deployment.world);
    assertLocal(env);
    const finished = await run(join(checkout.path, "node_modules", ".bin", "cdktf"), args, {
      cwd: checkout.path,
      env,
    });
    expect(finished).toMatchObject({ code: 0 });
    return finished;
  }

  const fileOf = (name: string) => join(checkout.path, "environments", name);
  const stateOf = (name: string) => join(checkout.path, `terraform.${name}.tfstate`);
  const ofStaging = (inventory: Inventory) =>
    inventory.filter((line) => line.includes(".staging.example.com."));

  step("stands beside the other one", async () => {
    await cdktf("deploy", "production", "staging", "--auto-approve");
    both = await deployment.added();
    expect(both.filter((line) => line.startsWith("certificate "))).toHaveLength(4);
    // its name's and its load balancer's
    expect(ofStaging(both)).toHaveLength(2);
  });

  step("stays as it is when everything else is synthesized and deployed", async () => {
    const before = readFileSync(stateOf("staging"), "utf8");
    rmSync(fileOf("staging.yaml"));
    const { text } = await cdktf("deploy", "*", "--auto-approve");
    expect(text).toContain("production");
    expect(text).not.toMatch(/staging.*(destroy|Destroying)/i);
    expect(await deployment.added()).toEqual(both);
    expect(readFileSync(stateOf("staging"), "utf8")).toBe(before);
  });

  step("stays as it is when the other one is destroyed", async () => {
    await cdktf("destroy", "*", "--auto-approve");
    const left = await deployment.added();
    expect(left.filter((line) => line.startsWith("certificate "))).toHaveLength(2);
    expect(left.filter((line) => line.startsWith("record "))).toEqual(ofStaging(both));
  });

  step("is destroyed when its file is brought back, and somebody says so", async () => {
    writeFileSync(fileOf("staging.yaml"), `${STAGING}protect: false\n`);
    await cdktf("destroy", "staging", "--auto-approve");
    expect(await deployment.added()).toEqual([]);
    expect(existsSync(stateOf("staging"))).toBe(true);
  });
});
