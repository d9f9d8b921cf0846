import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { loadEnvironments } from "../../config/load";
import { WebStack } from "../../stacks/web-stack";
import { synthesize } from "../../test-support/e2e/synthesize";
import { environmentText } from "../../test-support/environments";
import { withEnvironment } from "../../test-support/process-environment";
import { requires } from "../../test-support/requires";
import { TerraformFolder } from "../../test-support/terraform";

const address = "https://gitlab.example.com/api/v4/projects/7/terraform/state/production";

const FORMS = {
  local: { type: "local" },
  s3: {
    type: "s3",
    bucket: "shop-state",
    kmsKeyId: "alias/terraform/state",
    roleArn: "arn:aws:iam::123456789012:role/terraform-state",
  },
  cloud: { type: "cloud", organization: "shop" },
  "Terraform Enterprise": { type: "cloud", organization: "shop", hostname: "tfe.example.com" },
  http: { type: "http", address, username: "shop" },
  "http without a lock": { type: "http", address, lock: false },
  pipeline: { type: "pipeline", backend: "http" },
};

requires("terraform")("Terraform takes", () => {
  const base = mkdtempSync(join(tmpdir(), "gatehouse-forms-"));
  // Validation needs no state, and most of these would be asked for.
  const env = { ...process.env, TF_CLI_ARGS_init: "-backend=false -input=false" };

  afterAll(() => rmSync(base, { recursive: true, force: true }));

  it.each(Object.entries(FORMS))(
    "state in %s",
    (name, state) => {
      const outdir = join(base, name, "cdktf.out");
      synthesize(environmentText({ state }), outdir);
      withEnvironment(env, () => expect(outdir).toBeValidTerraform());
    },
    60_000,
  );

  // validate reads no cloud block, init reads it before it asks the host.
  it("each key of a cloud block, and asks the host that stands in it", async () => {
    const state = { type: "cloud", organization: "shop", hostname: "tfe.localhost:1" };
    const { folder } = synthesize(environmentText({ state }), join(base, "init", "cdktf.out"));
    const { code, text } = await new TerraformFolder(folder).terraform(["init", "-input=false", "-no-color"]);
    expect(code).toBe(1);
    expect(text).toContain("https://tfe.localhost:1/");
    expect(text).not.toMatch(/Unsupported|Missing|Invalid|Extraneous/);
  }, 60_000);

  it("every environment of examples/environments/many", () => {
    const outdir = join(base, "many", "cdktf.out");
    const { environments } = loadEnvironments(join(__dirname, "../../examples/environments/many"));
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir });
    for (const environment of environments) new WebStack(app, environment);
    app.synth();
    withEnvironment(env, () => expect(outdir).toBeValidTerraform());
  }, 120_000);
});
