import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { down, environmentOf, up, type World } from "../../local/world";
import { CommandCheckout } from "../../test-support/e2e/command-checkout";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { countsOf, type Inventory, inventoryOf } from "../../test-support/e2e/inventory";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { type Finished, run } from "../../test-support/terraform";

const SINGLE = changed(fileText("environments/example.yaml"), {
  protect: false,
  state: { type: "s3", bucket: "shop-terraform-state", region: STATE_REGION },
});
const LAYERED = changed(SINGLE, { layout: "layered" });
const STACKS = ["example-network", "example-backend", "example-edge", "example-dns"];

requires("terraform", "moto_server")("an environment in layers", () => {
  const step = steps();
  const base = mkdtempSync(join(tmpdir(), "layered-"));
  let world: World;
  let before: Inventory;
  let deployed: Inventory;
  let bucket: StateBucket;
  let checkout: CommandCheckout;
  let env: NodeJS.ProcessEnv;

  beforeAll(async () => {
    world = await up({ folder: join(base, "local") });
    bucket = new StateBucket(world, "shop-terraform-state");
    await bucket.create();
    before = await inventoryOf(world);
    env = { ...environmentOf(world), HOME: base, NO_COLOR: "1", CHECKPOINT_DISABLE: "1" };
    checkout = new CommandCheckout(env);
  }, START);

  afterAll(async () => {
    await checkout?.remove();
    bucket?.close();
    await down({ folder: join(base, "local") });
    rmSync(base, { recursive: true, force: true });
  }, START);

  const cdktf = (action: string): Promise<Finished> =>
    run(join(checkout.path, "node_modules", ".bin", "cdktf"), [action, "*", "--auto-approve", "--no-color"], {
      cwd: checkout.path,
      env: { ...env, CI: "true" },
    });
  const layout = (...args: readonly string[]) => checkout.gatehouse("layout", "example", ...args);
  /** What each plan answers: 0 for nothing to do. */
  const plansOf = async (stacks: readonly string[]) => {
    const codes: Record<string, number | null> = {};
    for (const stack of stacks) {
      codes[stack] = (await checkout.gatehouse("plan", stack, "--detailed-exitcode")).code;
    }
    return codes;
  };
  const EMPTY = Object.fromEntries(STACKS.map((stack) => [stack, 0]));

  step("is deployed from nothing by cdktf deploy '*'", async () => {
    checkout.write("example", LAYERED);
    const { code, text } = await cdktf("deploy");
    expect({ code, text }).toMatchObject({ code: 0 });
    deployed = await inventoryOf(world);
    expect(countsOf(deployed.filter((line) => !before.includes(line)))).toMatchObject({
      bucket: 1,
      certificate: 2,
      distribution: 1,
      "load-balancer": 1,
      record: 8,
    });
    expect(await bucket.keys()).toEqual(
      ["backend", "dns", "edge", "network"].map((layer) => `shop/example/terraform-${layer}.tfstate`),
    );
  });

  step("plans nothing right after, in every layer, by the layer's name", async () => {
    expect(await plansOf(STACKS)).toEqual(EMPTY);
  });

  step("hands a layer over, which plans nothing without the others' folders", async () => {
    const folder = join(base, "handover");
    const handed = await checkout.gatehouse("handover", "example-backend", "--out", folder);
    expect(handed).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "README.md"), "utf8")).toContain("The layer `example-backend`");
    const init = await run("terraform", ["init", "-input=false", "-lockfile=readonly"], { cwd: folder, env });
    expect(init).toMatchObject({ code: 0 });
    const plan = await run("terraform", ["plan", "-input=false", "-detailed-exitcode"], { cwd: folder, env });
    expect(plan).toMatchObject({ code: 0 });
  });

  step("is no stack by its own name", async () => {
    const { code, text } = await checkout.gatehouse("plan", "example");
    expect({ code, text }).toEqual({
      code: 2,
      text: expect.stringContaining(`write one of ${STACKS.join(", ")}`),
    });
  });

  step("is not moved where a plan would not be empty, and stays as it was", async () => {
    checkout.write("example", changed(SINGLE, { "backends.api.healthCheck.path": "/other/" }));
    const { code, text } = await layout("--yes");
    expect({ code, text }).toEqual({ code: 1, text: expect.stringContaining("all states are as they were") });
    expect(text).toContain("example: update aws_lb_target_group.api_public");
    checkout.write("example", LAYERED);
    expect(await plansOf(STACKS)).toEqual(EMPTY);
  });

  step("is not moved without a yes, or by a dry run", async () => {
    checkout.write("example", SINGLE);
    const unasked = await layout();
    expect(unasked).toMatchObject({ code: 2 });
    expect(unasked.text).toMatch(/^example gets \d+: .*aws_lb\.public/m);
    expect(await layout("--dry-run")).toMatchObject({ code: 0 });
    checkout.write("example", LAYERED);
    expect(await plansOf(["example-backend"])).toEqual({ "example-backend": 0 });
  });

  step("moves to a single stack, also where a first run is killed halfway", async () => {
    checkout.write("example", SINGLE);
    await checkout.gatehouseKilled(["layout", "example", "--yes"], (printed) =>
      printed.includes("example: its state is written"),
    );
    const { code, text } = await layout("--yes");
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(text).toContain("and did not end: going on with it");
    expect(await plansOf(["example"])).toEqual({ example: 0 });
    expect(STACKS.filter((stack) => existsSync(join(checkout.path, "cdktf.out", "stacks", stack)))).toEqual(
      [],
    );
  });

  step("has nothing to move a second time", async () => {
    const { code, text } = await layout("--yes");
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringContaining("the states have the layout of the file already"),
    });
  });

  step("moves back to layers", async () => {
    checkout.write("example", LAYERED);
    const { code, text } = await layout("--yes");
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(await plansOf(STACKS)).toEqual(EMPTY);
    expect(await inventoryOf(world)).toEqual(deployed);
  });

  step("leaves nothing after cdktf destroy '*'", async () => {
    const { code, text } = await cdktf("destroy");
    expect({ code, text }).toMatchObject({ code: 0 });
    expect(await inventoryOf(world)).toEqual(before);
  });
});
