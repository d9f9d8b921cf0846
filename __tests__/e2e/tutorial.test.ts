import type { Seeded } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { dnsAnswer } from "../../test-support/e2e/dns";
import { fileText, replaced } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const SEED = { region: "eu-central-1", instances: [{ name: "blog" }], zones: ["example.org"] };

const fileOf = ({ instances }: Seeded) =>
  replaced(fileText("examples/environments/tutorial.yaml"), {
    "i-0123456789abcdef0": instances["blog"]?.id ?? "",
  });

requires("terraform", "moto_server")("the tutorial user's environment", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: fileOf });
  }, START);

  afterAll(() => deployment?.end(), START);

  step("is deployed", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toMatchObject({
      bucket: 1,
      certificate: 2,
      distribution: 1,
      "load-balancer": 1,
      "target-group": 1,
    });
  });

  step("opens 80 and 443 of the load balancer to the world, and nothing else", async () => {
    const open = (await deployment.added()).filter((line) => /from (0\.0\.0\.0\/0|::\/0)$/.test(line));
    expect(open.map((line) => line.split(" ").slice(2).join(" "))).toEqual([
      "tcp 443-443 from 0.0.0.0/0",
      "tcp 80-80 from 0.0.0.0/0",
    ]);
  });

  step("plans nothing right after", async () => {
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  it.each([
    ["example.org", "A", 1],
    ["example.org", "AAAA", 1],
    ["www.example.org", "A", 1],
    ["www.example.org", "AAAA", 1],
    ["origin.example.org", "A", 1],
    ["origin.example.org", "AAAA", 0],
  ] as const)("has %s answered over %s: %i address", async (name, type, count) => {
    expect(await dnsAnswer(deployment.world, "example.org", name, type)).toHaveLength(count);
  });

  step("leaves nothing", async () => {
    await deployment.tearDown(fileOf(deployment.seeded));
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});
