import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { assertLocal, clientOptions, environmentOf, type World } from "../../local/world";
import { clone } from "../../test-support/e2e/clone";
import { Deployment } from "../../test-support/e2e/deployment";
import { countsOf } from "../../test-support/e2e/inventory";
import { START, steps } from "../../test-support/e2e/steps";
import { type Answer, type Seen, Terminal } from "../../test-support/e2e/terminal";
import { requires } from "../../test-support/requires";
import { commandsIn, fencesOf } from "../docs/support";

const SEED = { region: "eu-west-1", instances: [{ name: "shop-backend" }], zones: ["example.org"] };

const [FIVE = []] = commandsIn("README.md", "## Now your account");
const [TEAR_DOWN = []] = commandsIn("README.md", "### Take it down");
const [DELETE = []] = commandsIn("docs/costs.md", "## How to stop paying");
const [INIT_WITHOUT_ZONE = [], FIRST_APPLY = [], SECOND_APPLY = []] = commandsIn(
  "docs/deploying.md",
  "### A zone that is made here",
);

/** What a person answers to each of the commands that ask. */
const ANSWERS: readonly (readonly [RegExp, readonly Answer[]])[] = [
  [
    /gatehouse init/,
    [
      { asked: /In which AWS region/, typed: SEED.region },
      { asked: /What is the project called/, typed: "shop" },
      { asked: /Which paths go to the backend/, typed: "" },
      { asked: /Which port does the backend listen on/, typed: "" },
      { asked: /Which path answers 200/, typed: "/api/v1/test/" },
    ],
  ],
  [/cdktf (deploy|destroy)/, [{ asked: /❯ Approve/, typed: "" }]],
];

requires(
  "terraform",
  "moto_server",
  "python3",
  "aws",
)("the way from a clone to a site, as it is written", () => {
  const step = steps();
  let deployment: Deployment;
  let checkout: string;
  let terminal: Terminal;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: SEED });
    checkout = clone();
    const env = shell(deployment.world);
    assertLocal(env);
    terminal = await Terminal.open({ cwd: checkout, env });
  }, START);

  afterAll(async () => {
    await terminal?.close();
    await deployment?.end();
    rmSync(checkout, { recursive: true, force: true });
  }, START);

  const type = async (command: string): Promise<Seen> => {
    const seen = await terminal.type(command, ANSWERS.find(([pattern]) => pattern.test(command))?.[1]);
    expect(seen).toEqual({ code: 0, text: expect.any(String) });
    return seen;
  };
  const typeAll = async (commands: readonly string[]): Promise<string> => {
    const texts = [];
    for (const command of commands) texts.push((await type(command)).text);
    return texts.join("\n");
  };
  const file = () => join(checkout, "environments", "production.yaml");

  step("is five commands", async () => {
    expect(FIVE).toHaveLength(5);
    const text = await typeAll(FIVE);
    expect(text).toContain("url = https://example.org/");
    expect(countsOf(await deployment.added())).toMatchObject({
      distribution: 1,
      "load-balancer": 1,
      parameter: 1,
      bucket: 1,
    });
  });

  step("has the number of addresses that is paid for", async () => {
    expect(await zonesOf(deployment.world)).toHaveLength(3);
  });

  step("changes nothing when it is looked at again", async () => {
    const diff = FIVE.find((command) => command.includes("diff")) ?? "";
    expect((await type(diff)).text).toContain("No changes.");
  });

  step("ends by the commands of the teardown: the secret's parameter is left", async () => {
    await typeAll(TEAR_DOWN);
    expect(await deployment.added()).toEqual(["parameter /shop/production/origin-secret"]);
  });

  step("leaves nothing to pay for, once zone and parameter are deleted", async () => {
    const id = deployment.seeded.zones["example.org"] ?? "";
    await typeAll(DELETE.map((command) => command.replace("Z0123456789ABCDEFGHIJ", id)));
    const left = await deployment.inventory();
    expect(deployment.before.filter((line) => !left.includes(line))).toEqual([
      "record example.org. NS",
      "record example.org. SOA",
      "zone example.org.",
    ]);
    expect(await deployment.added()).toEqual([]);
  });

  const [requested = "", ready = ""] = dnsLines();

  step("makes a new zone by the first of two applies", async () => {
    for (const path of [file(), join(checkout, "terraform.production.tfstate")]) rmSync(path);
    await typeAll(INIT_WITHOUT_ZONE);
    edit(file(), `# ${requested}`, requested);
    expect(await typeAll(FIRST_APPLY)).toMatch(/name_servers = \[/);
    expect(countsOf(await deployment.added())).toEqual({
      certificate: 2,
      // NS and SOA, and a CNAME for each of two names.
      record: 4,
      zone: 1,
    });
  });

  step("serves by the second", async () => {
    edit(file(), requested, ready);
    expect(await typeAll(SECOND_APPLY)).toContain("url = https://example.net/");
    expect(countsOf(await deployment.added())).toMatchObject({
      "load-balancer": 1,
      distribution: 1,
      zone: 1,
    });
  });
});

/** What a person has in a shell: no secret, nothing of a test's, and npm's cache where there is one. */
function shell(world: World): NodeJS.ProcessEnv {
  const own = /^(CI|NODE_.*|JEST_.*|CDKTF_.*|GATEHOUSE_.*|TF_VAR_.*|npm_(?!config_).*)$/;
  const env = environmentOf(world, { ...process.env, npm_config_prefer_offline: "true" });
  return Object.fromEntries(
    Object.entries({ ...env, CHECKPOINT_DISABLE: "1" }).filter(([name]) => !own.test(name)),
  );
}

/** The zones in which the one load balancer stands. */
async function zonesOf(world: World): Promise<readonly string[]> {
  const client = new ElasticLoadBalancingV2Client(clientOptions(world, SEED.region));
  try {
    const { LoadBalancers = [] } = await client.send(new DescribeLoadBalancersCommand({}));
    return LoadBalancers.flatMap(({ AvailabilityZones = [] }) =>
      AvailabilityZones.map(({ ZoneName = "" }) => ZoneName),
    );
  } finally {
    client.destroy();
  }
}

/** The line that stands in the file for the first apply, and that for the second. */
function dnsLines(): string[] {
  return fencesOf("docs/deploying.md")
    .filter(({ info, text }) => info === "yaml" && text.includes("type: create"))
    .map(({ text }) => /^dns: .*$/m.exec(text)?.[0] ?? "");
}

function edit(path: string, from: string, to: string): void {
  const text = readFileSync(path, "utf8");
  expect(text).toContain(`\n${from}`);
  writeFileSync(path, text.replace(`\n${from}`, `\n${to}`));
}
