import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { clientOptions, down, environmentOf, up, type World } from "../../local/world";
import { CommandCheckout } from "../../test-support/e2e/command-checkout";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { type Inventory, inventoryOf } from "../../test-support/e2e/inventory";
import { filesWith, holds } from "../../test-support/e2e/secret-search";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { CONTROL_C, runInTerminal } from "../../test-support/run-in-terminal";
import { run } from "../../test-support/terraform";

const EXAMPLE = changed(fileText("environments/example.yaml"), {
  state: { type: "s3", bucket: "shop-terraform-state", region: STATE_REGION },
});
const SECOND = changed(EXAMPLE, {
  environment: "second",
  domain: { name: "example.net", aliases: ["www.example.net"] },
});
/** The first of two applies, of an environment that leaves its state to the pipeline: it has no secret yet. */
const PIPELINE = changed(SECOND, {
  state: { type: "pipeline", backend: "s3" },
  dns: { type: "external", stage: "request" },
});
const MIGRATED = changed(EXAMPLE, { "backends.api.healthCheck.path": "/api/v1/healthy/" });
const OTHER_SECRET = "another-secret-that-somebody-has-exported-since";
const KEY = "shop/example/terraform.tfstate";

/** A resource that AWS refuses once Terraform makes it. */
const TAKEN = `
import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";
import type { WebStack } from "../stacks/web-stack";

export default function extend(stack: WebStack): void {
  new SsmParameter(stack, "taken", { name: "/shop/taken", type: "String", value: "ours" });
}
`;

requires(
  "terraform",
  "moto_server",
  "python3",
)("./gatehouse plan and apply", () => {
  const step = steps();
  const base = mkdtempSync(join(tmpdir(), "plan-apply-"));
  const [home, temporary] = [join(base, "home"), join(base, "tmp")];
  const said: string[] = [];
  let world: World;
  let before: Inventory;
  let bucket: StateBucket;
  let checkout: CommandCheckout;
  let env: NodeJS.ProcessEnv;
  let secret: string;

  beforeAll(async () => {
    mkdirSync(home);
    mkdirSync(temporary);
    world = await up({ folder: join(base, "local") });
    before = await inventoryOf(world);
    bucket = new StateBucket(world, "shop-terraform-state");
    secret = world.originSecret;
    env = { ...environmentOf(world), HOME: home, TMPDIR: temporary, NO_COLOR: "1" };
    checkout = new CommandCheckout(env);
    checkout.write("example", EXAMPLE);
    checkout.write("second", SECOND);
  }, START);

  afterAll(async () => {
    await checkout?.remove();
    bucket?.close();
    await down({ folder: join(base, "local") });
    rmSync(base, { recursive: true, force: true });
  }, START);

  const gatehouse = async (args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const cwd = checkout.path;
    const { code, text, stderr } = await run(join(cwd, "gatehouse"), args, { cwd, env: { ...env, ...more } });
    said.push(text);
    return { code, text, stderr };
  };
  const plan = (...args: readonly string[]) => gatehouse(["plan", "example", ...args]);
  const file = () => join(checkout.path, ".gatehouse", "plans", "example.tfplan");
  const record = () => `${file()}.json`;
  const apply = (more: NodeJS.ProcessEnv = {}) => gatehouse(["apply", "example", "--plan", file()], more);
  const plans = () => readdirSync(join(checkout.path, ".gatehouse", "plans"));
  const secretFiles = () => filesWith(secret, [checkout.path, home, temporary]);
  const interrupted = async (args: readonly string[], due: RegExp) => {
    let pressed = false;
    const { code, text } = await runInTerminal(join(checkout.path, "gatehouse"), args, {
      cwd: checkout.path,
      env: { ...env, TERM: "xterm", CI: "" },
      onOutput: (printed) => {
        if (pressed || !due.test(printed)) return undefined;
        pressed = true;
        return CONTROL_C;
      },
    });
    said.push(text);
    return { code, text };
  };

  step("plan says what is missing before Terraform is run: the secret, the environment", async () => {
    const { code, text } = await gatehouse(["plan", "example"], { TF_VAR_origin_secret: undefined });
    expect({ code, text }).toEqual({
      code: 2,
      text: expect.stringMatching(
        /^plan: environment example: TF_VAR_origin_secret is not set; .* --store ssm\n$/,
      ),
    });
    expect(await gatehouse(["plan", "exmaple"])).toMatchObject({
      code: 2,
      text: expect.stringContaining("write example"),
    });
    expect(await gatehouse(["plan", "example"], { TF_LOG: "DEBUG" })).toMatchObject({
      code: 2,
      stderr:
        "plan: TF_LOG=DEBUG would write the origin secret into Terraform's log; unset it, or use INFO\n",
    });
    expect(readdirSync(checkout.path).filter((name) => /^(cdktf\.out|\.gatehouse)$/.test(name))).toEqual([]);
  });

  step(
    "plan ends with 1 and Terraform's words where the state cannot be reached, and keeps nothing",
    async () => {
      const { code, text } = await plan();
      expect({ code, text }).toEqual({
        code: 1,
        text: expect.stringMatching(/shop-terraform-state[\s\S]*does not\s+exist/),
      });
      expect(plans()).toEqual([]);
      await bucket.create();
    },
  );

  step("plan keeps nothing where it is interrupted", async () => {
    const { code, text } = await interrupted(["plan", "example"], /planning|Reading\.\.\./);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringContaining("plan: stopped: nothing was changed"),
    });
    expect(plans()).toEqual([]);
    expect(await bucket.keys()).toEqual([]);
  });

  step("plan keeps a plan that its owner alone can read, and a record without a secret", async () => {
    const { code, text } = await plan();
    const [, added = "none"] = /^Plan: (\d+) to add, 0 to change, 0 to destroy\./m.exec(text) ?? [];
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringContaining(`\n${added} to create, 0 to update, 0 to replace, 0 to destroy\n`),
    });
    expect(text.trimEnd().split("\n").at(-1)).toBe(
      "Next: ./gatehouse apply example --plan .gatehouse/plans/example.tfplan",
    );
    expect(plans().sort()).toEqual(["example.tfplan", "example.tfplan.json"]);
    for (const each of [file(), record()]) {
      expect((statSync(each).mode & 0o777).toString(8)).toBe("600");
    }
    expect(JSON.parse(readFileSync(record(), "utf8"))).toMatchObject({
      format: 1,
      environment: "example",
      destroy: false,
    });
    // The search sees what is packed: without that the last step would prove nothing.
    expect(secretFiles()).toEqual([file()]);
    expect(readFileSync(file()).includes(secret)).toBe(false);
  });

  step("apply takes a plan alone, that of this environment, with its record, both as they were", async () => {
    const kept = readFileSync(record(), "utf8");
    const refused = async (args: readonly string[], code: number, said: RegExp) =>
      expect(await gatehouse(args)).toMatchObject({ code, stderr: expect.stringMatching(said) });
    await refused(
      ["apply", "example"],
      2,
      /^usage: .*\napply: applies a saved plan alone: first .\/gatehouse plan example/,
    );
    await refused(["apply", "example", "--plan", "none"], 2, /^apply: --plan: none is no file/);
    await refused(["apply", "second", "--plan", file()], 3, /is a plan of environment example, found second/);
    writeFileSync(record(), kept.replace('"configuration"', '"other"'));
    await refused(["apply", "example", "--plan", file()], 3, /is no record of a plan/);
    writeFileSync(record(), kept.replace(/"plan": "./, '"plan": "0'));
    await refused(["apply", "example", "--plan", file()], 3, /is the record of another plan/);
    rmSync(record());
    await refused(["apply", "example", "--plan", file()], 3, /there is no .*example\.tfplan\.json/);
    writeFileSync(record(), kept);
    expect(await bucket.keys()).toEqual([]);
  });

  step("apply refuses a plan whose configuration has changed since", async () => {
    checkout.write("example", MIGRATED);
    const { code, text } = await apply();
    expect({ code, text }).toEqual({
      code: 3,
      text: expect.stringMatching(/is no longer what was planned.*nothing was applied/),
    });
    expect(await bucket.keys()).toEqual([]);
    checkout.write("example", EXAMPLE);
  });

  step("apply that is interrupted writes down what it made, and deletes the plan", async () => {
    const due = /waiting for the load balancer aws_lb\.public \(([3-9]|\d\d)s;/;
    const { code, text } = await interrupted(["apply", "example", "--plan", file()], due);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringContaining("aws_lb.public was being made: the next run completes it"),
    });
    expect(text).toContain("To go on from there: ./gatehouse plan example");
    expect(plans()).toEqual([]);
    expect(await bucket.keys()).toEqual([KEY]);
    expect(secretFiles()).toEqual([]);
  });

  step("goes on from there by plan and apply, whatever secret is exported by then", async () => {
    expect(await plan("--detailed-exitcode")).toMatchObject({ code: 4 });
    const { code, text } = await apply({ TF_VAR_origin_secret: OTHER_SECRET });
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(/Apply complete![\s\S]*^applied; .* is deleted/m),
    });
    expect(text).not.toMatch(/Ignoring variable/);
    expect(plans()).toEqual([]);
  });

  step("plan --detailed-exitcode ends with 0 without changes", async () => {
    const { code, text } = await plan("--detailed-exitcode");
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(/^0 to create, 0 to update, 0 to replace, 0 to destroy$/m),
    });
  });

  step("apply of a plan that the state has outrun ends with 1, in Terraform's words", async () => {
    checkout.write("example", MIGRATED);
    const other = join(temporary, "other.tfplan");
    expect(await plan("--detailed-exitcode", "--", "-lock-timeout=30s")).toMatchObject({ code: 4 });
    expect(await plan("--out", other)).toMatchObject({ code: 0 });
    expect(secretFiles()).toEqual([file(), other].sort());
    expect(await apply()).toMatchObject({ code: 0 });
    const { code, text } = await gatehouse(["apply", "example", "--plan", other]);
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringMatching(/Saved plan is stale[\s\S]*is deleted/),
    });
    expect(secretFiles()).toEqual([]);
  });

  step("plan overwrites nothing that is no plan", async () => {
    const mine = join(temporary, "mine.txt");
    writeFileSync(mine, "mine");
    expect(await plan("--out", mine)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("is no plan with a record"),
    });
    expect(readFileSync(mine, "utf8")).toBe("mine");
  });

  step(
    "plan refuses what would take a served name away, until it is allowed by the line that it prints",
    async () => {
      checkout.write("example", changed(MIGRATED, { "domain.aliases": undefined }));
      const { code, stderr } = await plan();
      expect({ code, stderr }).toEqual({
        code: 3,
        stderr: expect.stringMatching(/what serves would be gone; no plan is kept/),
      });
      expect(stderr).toMatch(
        /^ {2}destroyed: aws_route53_record\.www_example_com_a: its name no longer answers/m,
      );
      expect(plans()).toEqual([]);
      const [line = ""] = /^ +--allow .*$/m.exec(stderr) ?? [];
      const allow = [...line.matchAll(/--allow '([^']+)'/g)].flatMap(([, address = ""]) => [
        "--allow",
        address,
      ]);
      expect(allow).toContain("aws_route53_record.www_example_com_aaaa");
      const allowed = await plan(...allow);
      expect(allowed).toMatchObject({
        code: 0,
        text: expect.stringContaining("allowed: destroyed: aws_route53_record.www_example_com_a"),
      });
      expect(JSON.parse(readFileSync(record(), "utf8"))).toMatchObject({
        allowed: expect.arrayContaining(["aws_route53_record.www_example_com_a"]),
      });
    },
  );

  step("apply that fails deletes the plan too", async () => {
    checkout.write("example", MIGRATED);
    writeFileSync(join(checkout.path, "environments", "example.ts"), TAKEN);
    const ssm = new SSMClient(clientOptions(world, "eu-west-1"));
    await ssm.send(new PutParameterCommand({ Name: "/shop/taken", Type: "String", Value: "theirs" }));
    ssm.destroy();
    expect(await plan()).toMatchObject({ code: 0 });
    const { code, text } = await apply();
    expect({ code, text }).toEqual({
      code: 1,
      text: expect.stringMatching(/ParameterAlreadyExists[\s\S]*Go on with: \.\/gatehouse plan example/),
    });
    expect(plans()).toEqual([]);
    rmSync(join(checkout.path, "environments", "example.ts"));
  });

  step("plan --destroy is for Terraform to refuse while the environment is protected", async () => {
    const { code, text } = await plan("--destroy");
    expect({ code, text }).toEqual({ code: 1, text: expect.stringMatching(/Instance cannot be destroyed/) });
    expect(plans()).toEqual([]);
  });

  step("takes the environment down in two plans", async () => {
    checkout.write("example", changed(MIGRATED, { protect: false }));
    expect(await plan()).toMatchObject({ code: 0 });
    expect(await apply()).toMatchObject({ code: 0 });
    const { code, text } = await plan("--destroy");
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(/^allowed: destroyed: aws_lb\.public/m),
    });
    expect(await apply()).toMatchObject({
      code: 0,
      text: expect.stringMatching(/destroys the environment: 0 to create/),
    });
    const left = (await inventoryOf(world)).filter((line) => !before.includes(line));
    expect(left).toEqual(["bucket shop-terraform-state", expect.stringContaining("/shop/taken")]);
  });

  step("takes the settings of a pipeline's state, a secret only where there is one to take", async () => {
    checkout.write("second", PIPELINE);
    const settings = join(temporary, "backend.hcl");
    writeFileSync(settings, `bucket = "${bucket.name}"\nregion = "${STATE_REGION}"\nuse_lockfile = true\n`);
    const none = { TF_VAR_origin_secret: undefined };
    const config = ["--backend-config", settings, "--backend-config", "key=second.tfstate"];
    const { code, text } = await gatehouse(["plan", "second", ...config], none);
    expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/^2 to create, 0 to update/m) });
    const plan = file().replace("example", "second");
    expect(await gatehouse(["apply", "second", "--plan", plan], none)).toMatchObject({ code: 0 });
    expect(await bucket.keys()).toContain("second.tfstate");
  });

  step("nothing that was written or said holds the secret", async () => {
    expect(secretFiles()).toEqual([]);
    expect(said.length).toBeGreaterThan(20);
    expect(said.filter((text) => holds(Buffer.from(text), secret) || text.includes(OTHER_SECRET))).toEqual(
      [],
    );
  });
});
