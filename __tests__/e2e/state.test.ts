import { join } from "node:path";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { STATE_REGION, StateBucket } from "../../test-support/e2e/state-bucket";
import { START, steps } from "../../test-support/e2e/steps";
import { synthesize } from "../../test-support/e2e/synthesize";
import { requires } from "../../test-support/requires";

const KEY = "shop/example/terraform.tfstate";
const SEED = { region: "eu-west-1", instances: [{ name: "shop-backend" }], zones: ["example.com"] };

/** Certificates and their records alone: enough for an apply that takes a while. */
const FILE = changed(fileText("environments/example.yaml"), {
  state: { type: "s3", bucket: "shop-terraform-state", region: STATE_REGION },
  "dns.stage": "request",
  "dns.type": "existing",
});

const APPLY = ["apply", "-auto-approve", "-input=false", "-no-color"];

requires("terraform", "moto_server")("state in S3", () => {
  const step = steps();
  let deployment: Deployment;
  let bucket: StateBucket;
  /** one for each member of the team */
  let checkouts: readonly [LocalTerraform, LocalTerraform, LocalTerraform];

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: () => FILE });
    bucket = new StateBucket(deployment.world, "shop-terraform-state");
    await bucket.create();
    checkouts = [deployment.terraform, checkout("second"), checkout("third")];
    for (const each of checkouts) {
      await each.init();
    }
  }, START);

  afterAll(async () => {
    await Promise.all((checkouts ?? []).map((each) => each.stop()));
    bucket?.close();
    await deployment?.end();
  }, START);

  const checkout = (name: string) => {
    const { folder } = synthesize(FILE, join(deployment.world.folder, name));
    return new LocalTerraform(folder, deployment.terraform.env);
  };

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
    expect(await bucket.keys()).toContain(`${KEY}.tflock`);
    const [refused, waited] = await Promise.all([
      second.terraform(APPLY),
      third.terraform([...APPLY, "-lock-timeout=180s"]),
    ]);
    expect(refused).toMatchObject({
      code: 1,
      text: expect.stringContaining("Error acquiring the state lock"),
    });
    expect(refused.text).not.toContain("Creating...");
    expect(await holding).toMatchObject({ code: 0, text: expect.stringContaining("Apply complete!") });
    expect(waited).toMatchObject({
      code: 0,
      text: expect.stringMatching(
        /No changes\.[\s\S]*Apply complete! Resources: 0 added, 0 changed, 0 destroyed/,
      ),
    });
  });

  step("is encrypted, keeps its versions and leaves no lock behind", async () => {
    expect(await bucket.keys()).toEqual([KEY]);
    const { encryption, versions } = await bucket.object(KEY);
    expect(encryption).toBe("AES256");
    expect(versions).toBeGreaterThan(1);
  });

  step("is one state for all checkouts", async () => {
    expect(await checkouts[1].plan()).toMatchObject({ code: 0 });
  });

  step("is empty after a destroy from another checkout", async () => {
    await checkouts[2].destroy();
    expect(await deployment.added()).toEqual([`bucket ${bucket.name}`]);
    expect(await checkouts[0].addresses()).toEqual([]);
  });
});
