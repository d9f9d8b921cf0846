import { copyFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
} from "@aws-sdk/client-cloudfront";
import { ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { Policy } from "../../cli/handover/iam/policy";
import { EXAMPLE_SEED } from "../../local/seed";
import { clientOptions, environmentOf } from "../../local/world";
import { CommandCheckout } from "../../test-support/e2e/command-checkout";
import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { START, steps } from "../../test-support/e2e/steps";
import { WithoutNode } from "../../test-support/e2e/without-node";
import { allowedActions, allows } from "../../test-support/iam/allows";
import type { Need } from "../../test-support/iam/needs";
import { Phases } from "../../test-support/iam/phases";
import { requires } from "../../test-support/requires";

const FILE = fileText("environments/example.yaml");

requires("terraform", "moto_server")("a handover", () => {
  const step = steps();
  let deployment: Deployment;
  let phases: Phases;
  const checkouts: CommandCheckout[] = [];
  let team: WithoutNode;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED });
    phases = new Phases(deployment.world.requestLog);
    team = new WithoutNode(environmentOf(deployment.world));
  }, START);

  afterAll(async () => {
    team?.remove();
    await Promise.all(checkouts.map((each) => each.remove()));
    await deployment?.end();
  }, START);

  /** A handover of a checkout of its own; the path of its tar. */
  const handedOver = async (text: string) => {
    const checkout = new CommandCheckout(environmentOf(deployment.world));
    checkouts.push(checkout);
    checkout.write("example", text);
    const { code, text: said } = await checkout.gatehouse("handover", "example");
    expect({ code, said }).toMatchObject({ code: 0 });
    return join(checkout.path, "handover", "example.tar");
  };
  const receive = async (archive: string) => {
    copyFileSync(archive, join(team.folder, "example.tar"));
    await team.shell("tar -xf example.tar && rm example.tar");
  };
  /** The commands of the README, block by block. */
  const blocks = () =>
    [
      ...readFileSync(join(team.folder, "example", "README.md"), "utf8").matchAll(/```sh\n([\s\S]*?)```/g),
    ].map(([, script = ""]) => script);
  const policies = (name: string): Policy[] =>
    readdirSync(join(team.folder, "example", "iam"))
      .filter((file) => new RegExp(`^${name}(-\\d+)?\\.json$`).test(file))
      .map((file) => JSON.parse(readFileSync(join(team.folder, "example", "iam", file), "utf8")));
  const refused = (needs: readonly Need[], ...names: readonly string[]) => {
    expect(needs.length).toBeGreaterThan(5);
    return needs.filter((need) => !allows(names.flatMap(policies), need));
  };

  step("has the same bytes from every checkout of the same commit", async () => {
    const [one, other] = [await handedOver(FILE), await handedOver(FILE)];
    expect(readFileSync(one).equals(readFileSync(other))).toBe(true);
    await receive(one);
  });

  step("is checked and planned by its README, without Node and by its read permissions alone", async () => {
    expect(["node", "npm", "npx", "cdktf"].filter((program) => team.has(program))).toEqual([]);
    const [check = "", apply = ""] = blocks();
    expect([check, apply].map((script) => /terraform (plan|apply)/.exec(script)?.[1])).toEqual([
      "plan",
      "apply",
    ]);
    const needs = await phases.during(() => team.shell(check, "example"));
    expect(refused(needs, "plan")).toEqual([]);
  });

  step("is applied, its next plan is empty, and its state lies in its folder", async () => {
    const needs = await phases.during(() => team.shell(blocks()[1] ?? "", "example"));
    expect(refused(needs, "plan", "apply")).toEqual([]);
    const { stdout } = await team.shell("terraform output -raw url", "example");
    expect(stdout).toBe("https://example.com/");
    expect(existsSync(join(team.folder, "example", "terraform.tfstate"))).toBe(true);
    expect(readdirSync(team.folder)).toEqual(["example"]);
    expect(readdirSync(join(team.folder, "example")).filter((file) => file.endsWith(".tfplan"))).toEqual([]);
  });

  step("lets a build be released by a policy of its own, each action of it", async () => {
    const { stdout } = await team.shell("terraform output -json", "example");
    const { site_bucket, distribution_id }: Record<string, { value: string }> = JSON.parse(stdout);
    const options = clientOptions(deployment.world, "eu-west-1");
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    const cloudFront = new CloudFrontClient({ ...options, endpoint: deployment.world.cloudFrontEndpoint });
    const needs = await phases.during(async () => {
      const Bucket = site_bucket?.value;
      await s3.send(new PutObjectCommand({ Bucket, Key: "index.html", Body: "<h1>here</h1>" }));
      await s3.send(new ListObjectsV2Command({ Bucket }));
      const DistributionId = distribution_id?.value;
      const { Invalidation } = await cloudFront.send(
        new CreateInvalidationCommand({
          DistributionId,
          InvalidationBatch: { CallerReference: "one", Paths: { Quantity: 1, Items: ["/*"] } },
        }),
      );
      await cloudFront.send(new GetInvalidationCommand({ DistributionId, Id: Invalidation?.Id }));
    });
    s3.destroy();
    cloudFront.destroy();
    expect(needs.filter((need) => !allows(policies("release"), need))).toEqual([]);
    expect([...new Set(needs.map(({ action }) => action))].sort()).toEqual(
      allowedActions(policies("release")),
    );
  });

  step("gives way to the next one, unpacked over it: the way to its end", async () => {
    await receive(await handedOver(changed(FILE, { protect: false })));
    for (const script of blocks()) {
      await team.shell(script, "example");
    }
    const needs = await phases.during(() =>
      team.shell("terraform destroy -auto-approve -input=false", "example"),
    );
    expect(refused(needs, "plan", "apply")).toEqual([]);
    expect(needs.map(({ action }) => action)).toContain("s3:DeleteObjectVersion");
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});
