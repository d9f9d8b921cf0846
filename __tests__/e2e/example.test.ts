import { EC2Client, RunInstancesCommand, TerminateInstancesCommand } from "@aws-sdk/client-ec2";
import { clientOptions } from "../../local/world";
import { EXAMPLE_SEED } from "../../local/seed";
import { Deployment } from "../../test-support/e2e/deployment";
import { dnsAnswer } from "../../test-support/e2e/dns";
import { changed, fileText, reversed } from "../../test-support/e2e/environment-file";
import { added, countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const EXAMPLE = fileText("environments/example.yaml");

requires("terraform", "moto_server")("the example, through its life", () => {
  const step = steps();
  let deployment: Deployment;
  /** what the file says from the last step on */
  let file = EXAMPLE;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => EXAMPLE });
  }, START);

  afterAll(() => deployment?.end(), START);

  /** What a plan would do with other values in the file. */
  async function actionsWith(values: Readonly<Record<string, unknown>>) {
    const { actions, changes } = await deployment.write(changed(file, values)).plan();
    return { actions, changes };
  }

  step("is deployed from nothing", async () => {
    await deployment.terraform.init();
    await deployment.terraform.apply();
    const outputs = await deployment.terraform.outputs();
    expect(outputs).toMatchObject({
      url: "https://example.com/",
      django: { ALLOWED_HOSTS: ["example.com", "www.example.com"] },
    });
    expect(countsOf(added(await deployment.inventory(), deployment.before))).toEqual({});
  });
  step("x", async () => {
    const p = await deployment.terraform.plan();
    expect(p.text).toBe(0);
  });
});
