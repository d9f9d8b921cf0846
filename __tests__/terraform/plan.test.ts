import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { EXAMPLE_SEED } from "../../local/seed";
import { Deployment } from "../../test-support/e2e/deployment";
import { fileText } from "../../test-support/e2e/environment-file";
import { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { planText } from "../../test-support/e2e/plan-text";
import { START } from "../../test-support/e2e/steps";
import { withEnvironment } from "../../test-support/process-environment";
import { requires } from "../../test-support/requires";
import { run, TERRAFORM } from "../../test-support/terraform";

const FIXTURE = join(__dirname, "fixtures", "example.plan.txt");
const LONG = 120_000;

requires("terraform", "moto_server")("the example's plan", () => {
  let deployment: Deployment;
  /** what a pipeline has: the JSON in a folder, Terraform on PATH, and no more */
  let pipeline: LocalTerraform;
  let base: string;

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "gatehouse-pipeline-"));
    deployment = await Deployment.begin({
      seed: EXAMPLE_SEED,
      file: () => fileText("environments/example.yaml"),
    });
    const bin = join(base, "bin");
    const folder = join(base, "configuration", "of", "example");
    mkdirSync(bin);
    mkdirSync(folder, { recursive: true });
    symlinkSync(findTerraform(), join(bin, "terraform"));
    copyFileSync(join(deployment.terraform.path, "cdk.tf.json"), join(folder, "cdk.tf.json"));
    pipeline = new LocalTerraform(folder, { ...deployment.terraform.env, PATH: bin, HOME: base });
  }, START);

  afterAll(async () => {
    await pipeline?.stop();
    await deployment?.end();
    rmSync(base, { recursive: true, force: true });
  }, START);

  it(
    "is made by cdktf's own check",
    () => {
      const outdir = join(deployment.world.folder, "cdktf.out");
      withEnvironment(deployment.terraform.env, () => expect(outdir).toPlanSuccessfully());
    },
    LONG,
  );

  it(
    "is made by Terraform alone, from the JSON alone, where there is no Node.js",
    async () => {
      await expect(run("node", ["--version"], { cwd: base, env: pipeline.env })).rejects.toThrow(/ENOENT/);
      expect(readdirSync(pipeline.path)).toEqual(["cdk.tf.json"]);
      await pipeline.init();
      const { code, stdout } = await pipeline.terraform(["plan", "-input=false", "-no-color"]);
      expect(code).toBe(0);
      expect(stdout).not.toContain(deployment.world.originSecret);
      expectReviewed(planText(stdout, deployment.seeded));
    },
    LONG,
  );
});

/** Holds a plan's text to the one that was reviewed. */
function expectReviewed(text: string): void {
  if (process.env.UPDATE_PLAN === "1") {
    writeFileSync(FIXTURE, text);
  }
  const reviewed = existsSync(FIXTURE) ? readFileSync(FIXTURE, "utf8") : "";
  if (text !== reviewed) {
    process.stderr.write(
      "\nThe example's plan is another than the one reviewed. Read the difference as whoever approves it would; " +
        "where it is meant: UPDATE_PLAN=1 npx jest --selectProjects terraform plan\n",
    );
  }
  expect(text).toBe(reviewed);
}

function findTerraform(): string {
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, TERRAFORM))
    .find((file) => existsSync(file));
  return realpathSync(found ?? TERRAFORM);
}
