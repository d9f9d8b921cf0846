import { join } from "node:path";
import { DeleteObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { EXAMPLE_SEED } from "../../local/seed";
import { clientOptions } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { CHECKOUT, changed, fileText } from "../../test-support/e2e/environment-file";
import { runKilled } from "../../test-support/e2e/killed";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { run, TERRAFORM } from "../../test-support/terraform";
import { fencesOf } from "../docs/support";

const BUCKET = "shop-terraform-state";
const KEY = "shop/production/terraform.tfstate";

/** The environment of docs/state.md: certificates and their records alone. */
const FILE = changed(fileText("environments/example.yaml"), {
  environment: "production",
  state: { type: "s3", bucket: BUCKET, region: STATE_REGION },
  "dns.stage": "request",
  "dns.type": "existing",
});

/** Where another run left a command of docs/state.md, it is not left out of the tests by a new wording. */
const COMMANDS = fencesOf("docs/state.md")
  .filter(({ info }) => info === "sh")
  .map(({ text }) => text);

requires(
  "terraform",
  "moto_server",
  "aws",
)("what docs/state.md says of a state", () => {
  const step = steps();
  const used = new Set<string>();
  let deployment: Deployment;
  let bucket: StateBucket;
  let s3: S3Client;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => FILE });
    bucket = new StateBucket(deployment.world, BUCKET);
    s3 = new S3Client({ ...clientOptions(deployment.world, STATE_REGION), forcePathStyle: true });
    await bucket.create();
    await deployment.terraform.init();
  }, START);

  afterAll(async () => {
    s3?.destroy();
    bucket?.close();
    await deployment?.end();
  }, START);

  /** Gives the one command of the document that has these words, in the stack's folder, and `yes` to what it asks. */
  async function command(words: RegExp, variables: Readonly<Record<string, string>> = {}) {
    const [text = "", ...others] = COMMANDS.filter((each) => words.test(each));
    expect({ words, others: text === "" ? ["none"] : others }).toEqual({ words, others: [] });
    used.add(text);
    const { path, env } = deployment.terraform;
    return run("bash", ["-euo", "pipefail", "-c", `{\n${text}} <<< yes`], {
      cwd: path,
      env: { ...env, AWS_DEFAULT_REGION: STATE_REGION, CHECKPOINT_DISABLE: "1", ...variables },
    });
  }

  async function succeed(...of: Parameters<typeof command>): Promise<string> {
    const { code, text } = await command(...of);
    if (code !== 0) throw new Error(`${of[0]}: exit code ${code}:\n${text}`);
    return text;
  }

  /** The ids of the versions of the state, the newest first. */
  async function versions(): Promise<readonly string[]> {
    const rows = (await succeed(/list-object-versions/)).trim().split("\n");
    return rows.map((row) => row.split("\t")[1] ?? "");
  }

  async function fetch(VERSION: string): Promise<void> {
    const held = await succeed(/get-object .*restored\.tfstate/s, { VERSION });
    expect(held).toMatch(/^# aws_acm_certificate\./m);
  }

  const expectWhole = async () => {
    expect(await succeed(/^rm restored\.tfstate/)).toContain("No changes.");
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  };

  step("a lock is left behind by an apply that is killed", async () => {
    const { path, env } = deployment.terraform;
    const { code } = await runKilled(TERRAFORM, ["apply", "-auto-approve", "-input=false", "-no-color"], {
      cwd: path,
      env,
      isTime: (printed) => printed.includes("Creating..."),
    });
    expect(code).toBe(null);
    expect(await bucket.keys()).toEqual([`${KEY}.tflock`]);
  });

  step("every later run says whose it is, and it is let go of by its id", async () => {
    const refused = await deployment.terraform.terraform(["plan", "-input=false", "-no-color"]);
    expect(refused).toMatchObject({
      code: 1,
      text: expect.stringContaining("Error acquiring the state lock"),
    });
    const [, ID = ""] = /\bID:\s+(\S+)/.exec(refused.text) ?? [];
    expect(JSON.parse(await succeed(/aws s3 cp/))).toMatchObject({
      ID,
      Operation: "OperationTypeApply",
      Who: expect.stringContaining("@"),
      Created: expect.any(String),
    });
    expect(await command(/force-unlock/, { ID: "another" })).toMatchObject({ code: 1 });
    expect(await bucket.keys()).toEqual([`${KEY}.tflock`]);
    expect(await succeed(/force-unlock/, { ID })).toContain("successfully unlocked");
    expect(await bucket.keys()).toEqual([]);
  });

  step("recover takes what that apply made, and the deploy goes on to its end", async () => {
    const { path, env } = deployment.terraform;
    const recovered = await run(join(CHECKOUT, "gatehouse"), ["recover", "production", "--folder", path], {
      cwd: CHECKOUT,
      env,
    });
    expect(recovered).toMatchObject({ code: 0, text: expect.stringMatching(/^imported: \d+/m) });
    await deployment.terraform.apply();
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("a state that was deleted is put back", async () => {
    const [good = ""] = await versions();
    await s3.send(new DeleteObjectCommand({ Bucket: BUCKET, Key: KEY }));
    expect((await deployment.terraform.plan()).code).toBe(2);
    expect(await versions()).toContain(good);
    await fetch(good);
    await succeed(/^terraform state push restored/);
    await expectWhole();
  });

  step("a newer one that is wrong is replaced, by force alone", async () => {
    const [good = ""] = await versions();
    // One stays: a state with nothing in it may be replaced without force.
    const [, ...lost] = await deployment.terraform.addresses();
    await deployment.terraform.succeed(["state", "rm", ...lost]);
    expect((await deployment.terraform.plan()).code).toBe(2);
    await fetch(good);
    expect(await command(/^terraform state push restored/)).toMatchObject({
      code: 1,
      text: expect.stringMatching(/serial/),
    });
    await succeed(/^terraform state push -force/);
    await expectWhole();
  });

  step("one that cannot be read is deleted first", async () => {
    const [good = ""] = await versions();
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: KEY, Body: "{ half of it" }));
    expect(await deployment.terraform.terraform(["plan", "-no-color"])).toMatchObject({ code: 1 });
    await fetch(good);
    expect(await command(/^terraform state push -force/)).toMatchObject({ code: 1 });
    await succeed(/^aws s3api delete-object/);
    await expectWhole();
  });

  it("was all of the document but the command that has tests of its own", () => {
    expect(COMMANDS.filter((text) => !used.has(text))).toEqual(["./gatehouse state init production\n"]);
  });
});
