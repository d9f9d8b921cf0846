import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { GitLabState } from "../../test-support/e2e/gitlab-state";
import { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { START, steps } from "../../test-support/e2e/steps";
import { synthesize } from "../../test-support/e2e/synthesize";
import { requires } from "../../test-support/requires";

const SEED = { region: "eu-west-1", instances: [{ name: "shop-backend" }], zones: ["example.com"] };
const TOKEN = "glpat-not-in-any-file";
const APPLY = ["apply", "-auto-approve", "-input=false", "-no-color"];

requires("terraform", "moto_server")("state in GitLab", () => {
  const step = steps();
  let gitlab: GitLabState;
  let deployment: Deployment;
  /** one for each member of the team */
  let checkouts: readonly [LocalTerraform, LocalTerraform, LocalTerraform];

  beforeAll(async () => {
    gitlab = await GitLabState.begin("shop", TOKEN);
    // Certificates and their records alone: enough for an apply that takes a while.
    const file = changed(fileText("environments/example.yaml"), {
      state: { type: "http", address: gitlab.addressOf("example"), username: gitlab.user },
      "dns.stage": "request",
      "dns.type": "existing",
    });
    deployment = await Deployment.begin({ seed: SEED, file: () => file });
    const { env } = deployment.terraform.with({ TF_HTTP_PASSWORD: TOKEN });
    const checkout = (name: string) =>
      new LocalTerraform(synthesize(file, join(deployment.world.folder, name)).folder, env);
    checkouts = [checkout("first"), checkout("second"), checkout("third")];
    for (const each of checkouts) {
      await each.init();
    }
  }, START);

  afterAll(async () => {
    await Promise.all((checkouts ?? []).map((each) => each.stop()));
    await gitlab?.end();
    await deployment?.end();
  }, START);

  step("asks for the password, which only the environment has", async () => {
    const { code, text } = await checkouts[0].with({ TF_HTTP_PASSWORD: "another" }).terraform(APPLY);
    expect({ code, text: text.replace(/\s+/g, " ") }).toEqual({
      code: 1,
      text: expect.stringContaining("HTTP remote state endpoint requires auth"),
    });
    expect(text).not.toContain("Creating...");
  });

  step("lets one apply in at a time: of two more one is refused, one waits", async () => {
    const [first, second, third] = checkouts;
    let begun = () => {};
    const locked = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const holding = first.terraform(APPLY, (text) => {
      if (text.includes("Creating...")) {
        begun();
      }
    });
    await Promise.race([locked, holding]);
    expect(gitlab.isLocked("example")).toBe(true);
    const [refused, waited] = await Promise.all([
      second.terraform(APPLY),
      third.terraform([...APPLY, "-lock-timeout=180s"]),
    ]);
    expect(refused).toMatchObject({
      code: 1,
      text: expect.stringMatching(
        /Error acquiring the state lock[\s\S]*HTTP remote state already locked:\s+ID=/,
      ),
    });
    expect(refused.text).not.toContain("Creating...");
    expect(gitlab.requests).toContain("POST example/lock 423");
    expect(await holding).toMatchObject({ code: 0, text: expect.stringContaining("Apply complete!") });
    expect(waited).toMatchObject({
      code: 0,
      text: expect.stringMatching(
        /No changes\.[\s\S]*Apply complete! Resources: 0 added, 0 changed, 0 destroyed/,
      ),
    });
  });

  step("is written under the lock, which is let go", () => {
    const written = gitlab.requests.filter((request) => request.startsWith("POST example "));
    expect(new Set(written)).toEqual(new Set(["POST example 200"]));
    expect(gitlab.isLocked("example")).toBe(false);
    expect(JSON.parse(gitlab.textOf("example") ?? "{}").resources).not.toHaveLength(0);
    return Promise.resolve();
  });

  step("is one state for all checkouts", async () => {
    expect(await checkouts[1].plan()).toMatchObject({ code: 0 });
  });

  step("leaves the password in no file", () => {
    const files = ["cdk.tf.json", ".terraform/terraform.tfstate"].map((file) =>
      readFileSync(join(checkouts[0].path, file), "utf8"),
    );
    for (const text of files) {
      expect(text).toContain("/api/v4/projects/7/terraform/state/example");
      expect(text).not.toContain(TOKEN);
    }
    return Promise.resolve();
  });

  step("is empty after a destroy from another checkout", async () => {
    await checkouts[2].destroy();
    expect(await deployment.added()).toEqual([]);
    expect(JSON.parse(gitlab.textOf("example") ?? "{}").resources).toEqual([]);
    expect(gitlab.isLocked("example")).toBe(false);
  });
});
