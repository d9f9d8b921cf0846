import { Deployment } from "../../test-support/e2e/deployment";
import { changed, fileText } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const SEED = { region: "eu-west-1", instances: [], zones: ["example.com"] };

const FILE = changed(fileText("environments/example.yaml"), {
  network: { type: "create", cidr: "10.30.0.0/16", zones: 2, nat: false },
  edge: { enabled: false },
  site: undefined,
  protect: false,
  "backends.api.paths": ["/*"],
  // Nothing can run yet in a VPC that is not there.
  "backends.api.targets": { type: "external" },
});

requires("terraform", "moto_server")("a VPC of its own", () => {
  const step = steps();
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: () => FILE });
  }, START);

  afterAll(() => deployment?.end(), START);

  step("is made with two public subnets, a way out, and no NAT gateway", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toMatchObject({
      "internet-gateway": 1,
      "load-balancer": 1,
      subnet: 2,
      "target-group": 1,
      vpc: 1,
    });
    expect(countsOf(await deployment.added())).not.toMatchObject({ "nat-gateway": expect.anything() });
  });

  step("has a default security group that lets nothing in or out", async () => {
    const lines = await deployment.added();
    const [group = ""] = lines.flatMap((line) => /^security-group (\S+) default$/.exec(line)?.[1] ?? []);
    expect(group).toMatch(/^sg-/);
    expect(lines.filter((line) => line.startsWith(`security-group-rule ${group}`))).toEqual([]);
  });

  step("plans nothing right after", async () => {
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("leaves nothing", async () => {
    await deployment.terraform.destroy();
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});
