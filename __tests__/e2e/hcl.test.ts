import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXAMPLE_SEED } from "../../local/seed";
import { environmentOf } from "../../local/world";
import { Checkout } from "../../test-support/checkout";
import { Deployment } from "../../test-support/e2e/deployment";
import { fileText, replaced } from "../../test-support/e2e/environment-file";
import { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";
import { run } from "../../test-support/terraform";

const EXAMPLE = fileText("environments/example.yaml");
const STATE = "terraform.example.tfstate";

requires("terraform", "moto_server")("leaving with the example in HCL", () => {
  const step = steps();
  let deployment: Deployment;
  let checkout: Checkout;
  /** a folder with the file in HCL and nothing of ours */
  let left: LocalTerraform;

  beforeAll(async () => {
    checkout = new Checkout({ "example.yaml": EXAMPLE, "example.ts": fileText("environments/example.ts") });
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => EXAMPLE });
  }, START);

  afterAll(async () => {
    await left?.stop();
    checkout?.remove();
    await deployment?.end();
  }, START);

  step("is one command", async () => {
    await deployment.deploy();
    const env = environmentOf(deployment.world);
    const cdktf = join(checkout.path, "node_modules", ".bin", "cdktf");
    // Beside the JSON of an earlier synth it would be the same stack twice.
    const { code, text } = await run(cdktf, ["synth", "--hcl", "--output", "hcl"], {
      cwd: checkout.path,
      env,
    });
    expect({ code, text }).toMatchObject({ code: 0 });
    left = new LocalTerraform(join(checkout.path, "hcl", "stacks", "example"), env);
    expect(readdirSync(left.path).filter((file) => file.startsWith("cdk"))).toEqual(["cdk.tf"]);
  });

  step("plans nothing over what the JSON's apply made", async () => {
    copyFileSync(join(deployment.world.folder, STATE), join(checkout.path, STATE));
    await left.init();
    expect(await left.plan()).toMatchObject({ code: 0 });
  });

  step("keeps the guards", async () => {
    for (const [args, secret, words] of [
      [
        ["-destroy"],
        deployment.world.originSecret,
        // It goes first, as it waits for the rules: what comes after it is not asked any more.
        "Resource aws_cloudfront_distribution.edge has lifecycle.prevent_destroy set",
      ],
      [[], "short", "origin_secret is missing or malformed"],
      [[], undefined, "origin_secret is missing or malformed"],
    ] as const) {
      const refusals = async (folder: LocalTerraform) => {
        const terraform = folder.with({ TF_VAR_origin_secret: secret });
        const { code, text } = await terraform.terraform(["plan", "-input=false", "-no-color", ...args]);
        expect(code).toBe(1);
        return messagesOf(text);
      };
      const found = await refusals(left);
      expect(found.join("\n")).toContain(words);
      expect(found).toEqual(await refusals(deployment.terraform));
    }
  });

  step("goes on without us, to the end", async () => {
    const file = join(left.path, "cdk.tf");
    const unprotected = replaced(readFileSync(file, "utf8"), {
      "prevent_destroy = true": "prevent_destroy = false",
      "enable_deletion_protection = true": "enable_deletion_protection = false",
      "force_destroy = false": "force_destroy = true",
    });
    writeFileSync(file, unprotected);
    const { actions } = await left.plan();
    expect(actions).toEqual({ "aws_lb.public": "update", "aws_s3_bucket.site": "update" });
    await left.apply();
    await left.destroy();
    expect(await deployment.added()).toEqual([]);
  });
});

/** What Terraform refuses, without where in the file that is written, in an order of its own. */
function messagesOf(text: string): string[] {
  const [, ...errors] = text.split("Error: ");
  return errors
    .map((error) =>
      error
        .split("\n")
        .filter((line) => !/^ *(on|with) |^ *\d+: |^[ │├─]*$/.test(line))
        .join(" "),
    )
    .map((error) => error.replaceAll(/\s+/g, " "))
    .sort();
}
