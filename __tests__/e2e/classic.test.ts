import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { clientOptions, type Seeded } from "../../local/world";
import { Deployment } from "../../test-support/e2e/deployment";
import { dnsAnswer } from "../../test-support/e2e/dns";
import { fileText, replaced } from "../../test-support/e2e/environment-file";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { requires } from "../../test-support/requires";

const SEED = {
  region: "us-east-1",
  instances: [
    { name: "one", securityGroup: "web" },
    { name: "two", securityGroup: "web" },
  ],
  zones: ["example.net"],
};

const fileOf = ({ instances }: Seeded) =>
  replaced(fileText("examples/environments/classic.yaml"), {
    "i-0aaaaaaaaaaaaaaa1": instances["one"]?.id ?? "",
    "i-0aaaaaaaaaaaaaaa2": instances["two"]?.id ?? "",
  });

requires("terraform", "moto_server")("the classic environment", () => {
  const step = steps();
  let deployment: Deployment;
  let elb: ElasticLoadBalancingV2Client;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED, file: fileOf });
    elb = new ElasticLoadBalancingV2Client(clientOptions(deployment.world, SEED.region));
  }, START);

  afterAll(async () => {
    elb?.destroy();
    await deployment?.end();
  }, START);

  step("is deployed, without a distribution, a bucket or a secret", async () => {
    await deployment.deploy();
    expect(countsOf(await deployment.added())).toEqual({
      certificate: 1,
      "load-balancer": 1,
      record: 4,
      "security-group": 1,
      "security-group-rule": 6,
      "target-group": 2,
    });
  });

  step("lets the world in to 443 and 80, and itself in to the machines on their two ports", async () => {
    const rules = (await deployment.added()).flatMap(
      (line) => /^security-group-rule (\S+) tcp (\d+)-\d+ (.+)$/.exec(line)?.slice(1, 4).join(" ") ?? [],
    );
    const own = deployment.seeded.instances["one"]?.securityGroupId ?? "";
    expect(rules.map((rule) => rule.replaceAll(own, "theirs").replaceAll(/sg-\S+/g, "ours")).sort()).toEqual(
      [
        "ours 443 from 0.0.0.0/0",
        "ours 80 from 0.0.0.0/0",
        ...["80", "8088"].map((port) => `ours ${port} to theirs`),
        ...["80", "8088"].map((port) => `theirs ${port} from ours`),
      ].sort(),
    );
  });

  step("plans nothing right after", async () => {
    expect(await deployment.terraform.plan()).toMatchObject({ code: 0 });
  });

  step("has both instances in a group for HTTPS and one for HTTP, checked at one port", async () => {
    const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
    expect(
      TargetGroups.map(({ Port, HealthCheckPort, HealthCheckPath }) => [
        Port,
        HealthCheckPort,
        HealthCheckPath,
      ]),
    ).toEqual(
      expect.arrayContaining([
        [8088, "8088", "/health/"],
        [80, "8088", "/health/"],
      ]),
    );
    const ids = Object.values(deployment.seeded.instances).map(({ id }) => id);
    for (const { TargetGroupArn, Port } of TargetGroups) {
      const { TargetHealthDescriptions = [] } = await elb.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      expect(TargetHealthDescriptions.map(({ Target }) => Target?.Id).sort()).toEqual([...ids].sort());
      expect(new Set(TargetHealthDescriptions.map(({ Target }) => Target?.Port))).toEqual(new Set([Port]));
    }
  });

  step("forwards port 80 by the same hosts to port 80 of the machines", async () => {
    expect(await forwards(elb, 80)).toEqual({ 80: ["example.net", "www.example.net"] });
    expect(await forwards(elb, 443)).toEqual({ 8088: ["example.net", "www.example.net"] });
  });

  it.each([
    ["example.net", "A", 1],
    ["example.net", "AAAA", 0],
    ["www.example.net", "A", 1],
    ["www.example.net", "AAAA", 0],
    ["origin.example.net", "A", 0],
  ] as const)("has %s answered over %s: %i address", async (name, type, count) => {
    expect(await dnsAnswer(deployment.world, "example.net", name, type)).toHaveLength(count);
  });

  step("leaves nothing", async () => {
    await deployment.tearDown(fileOf(deployment.seeded));
    expect(await deployment.inventory()).toEqual(deployment.before);
  });
});

/** The hosts that a listener forwards, by the port of the group that they go to. */
async function forwards(elb: ElasticLoadBalancingV2Client, port: number): Promise<Record<number, string[]>> {
  const { LoadBalancers = [] } = await elb.send(new DescribeLoadBalancersCommand({}));
  const { Listeners = [] } = await elb.send(
    new DescribeListenersCommand({ LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn }),
  );
  const { TargetGroups = [] } = await elb.send(new DescribeTargetGroupsCommand({}));
  const { Rules = [] } = await elb.send(
    new DescribeRulesCommand({
      ListenerArn: Listeners.find((listener) => listener.Port === port)?.ListenerArn,
    }),
  );
  const found: Record<number, string[]> = {};
  for (const { Actions = [], Conditions = [] } of Rules) {
    const arn = Actions.find(({ Type }) => Type === "forward")?.TargetGroupArn;
    const group = TargetGroups.find(({ TargetGroupArn }) => TargetGroupArn === arn);
    if (group?.Port !== undefined) {
      const hosts = Conditions.flatMap(({ HostHeaderConfig }) => HostHeaderConfig?.Values ?? []);
      found[group.Port] = [...(found[group.Port] ?? []), ...hosts].sort();
    }
  }
  return found;
}
