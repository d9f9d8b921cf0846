import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LoggedRequest } from "../../local/gate/request-log";
import { EXAMPLE_SEED } from "../../local/seed";
import { Deployment } from "../../test-support/e2e/deployment";
import { CHECKOUT, changed, fileText } from "../../test-support/e2e/environment-file";
import type { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { type Observed, SecretWatch } from "../../test-support/e2e/secret-watch";
import { START, steps } from "../../test-support/e2e/steps";
import { WatchedAws } from "../../test-support/e2e/watched-aws";
import { requires } from "../../test-support/requires";
import { run } from "../../test-support/terraform";

const [OLD, NEW, THIRD] = ["old", "new", "third"].map((word) => `${word}-${"0123456789".repeat(4)}`);
const FILE = changed(fileText("environments/example.yaml"), {
  site: undefined,
  "backends.api.paths": ["/*", "/api/*"],
});
/** Both names and both patterns fit into three rules. */
const RULES = Array<string>(3).fill("ModifyRule");

requires("terraform", "moto_server")("the rotation of the origin secret", () => {
  const step = steps();
  let deployment: Deployment;
  let watch: SecretWatch;
  let watched: WatchedAws;
  let watchedEnv: Record<string, string>;

  beforeAll(async () => {
    deployment = await Deployment.begin({ seed: EXAMPLE_SEED, file: () => FILE });
    const { world } = deployment;
    watch = new SecretWatch(world);
    const endpoints = {
      AWS_ENDPOINT_URL: world.endpoint,
      AWS_ENDPOINT_URL_CLOUDFRONT: world.cloudFrontEndpoint,
    };
    ({ watched, env: watchedEnv } = await WatchedAws.before(endpoints, watch));
  }, START);

  afterAll(async () => {
    await watched?.end();
    watch?.close();
    await deployment?.end();
  }, START);

  const terraform = (secret = ""): LocalTerraform =>
    deployment.terraform.with({ ...watchedEnv, TF_VAR_origin_secret: secret });

  /** Applies a value of the secret, and gives what was seen after each write, and how the log has them. */
  const applied = async (secret: string | undefined) => {
    const [seen, logged] = [watch.observed.length, logOf(deployment).length];
    await terraform(secret).apply();
    expect((await terraform(secret).plan()).code).toBe(0);
    const writes = logOf(deployment)
      .slice(logged)
      .map(({ action }) => action)
      .filter((action) => action === "ModifyRule" || isUpdate(action));
    return { observed: watch.observed.slice(seen), writes };
  };

  /** The next value, as the command prints it. */
  const next = async (value: string, ...args: readonly string[]): Promise<string> => {
    const { stdout } = await run(join(CHECKOUT, "gatehouse"), ["secret", "example", "--rotate", ...args], {
      cwd: CHECKOUT,
      env: { ...process.env, TF_VAR_origin_secret: value },
    });
    return /^export TF_VAR_origin_secret=([a-z0-9,-]+)\n$/.exec(stdout)?.[1] ?? `not printed: ${stdout}`;
  };

  step("is deployed with one secret, and CloudFront is told once the load balancer knows", async () => {
    await terraform(OLD).init();
    await terraform(OLD).apply();
    const actions = watch.observed.map(({ action }) => action);
    expect(actions.lastIndexOf("CreateRule")).toBeGreaterThan(-1);
    expect(actions.findIndex(isCreation)).toBeGreaterThan(actions.lastIndexOf("CreateRule"));
    expect(refusedIn(watch.observed)).toEqual([]);
  });

  step(
    "new,old in one apply: every rule before the distribution, and both values until it is deployed",
    async () => {
      const { observed, writes } = await applied(`${NEW},${OLD}`);
      expect(writes).toEqual([...RULES, expect.stringMatching(/^PUT .*\/config$/)]);
      expect(observed.filter(({ action }) => isUpdate(action)).map(({ inForce }) => inForce)).toEqual([2]);
      expect(refusedIn(observed)).toEqual([]);
    },
  );

  step("then new: the rules alone, once nothing is sent with the old one", async () => {
    const { observed, writes } = await applied(NEW);
    expect(writes).toEqual(RULES);
    expect(observed.map(({ inForce }) => inForce)).toEqual(observed.map(() => 1));
    expect(refusedIn(observed)).toEqual([]);
  });

  step("by the command's three steps no request is refused either", async () => {
    const begun = await next(NEW ?? "");
    const switched = await next(begun, "--switch");
    const finished = await next(switched, "--finish");
    expect([begun.split(",")[0], finished]).toEqual([NEW, begun.split(",")[1]]);
    const all = [];
    for (const value of [begun, switched, finished]) all.push(await applied(value));
    expect(
      all.map(({ writes }) => writes.map((action) => (isUpdate(action) ? "UpdateDistribution" : action))),
    ).toEqual([RULES, ["UpdateDistribution"], RULES]);
    expect(refusedIn(all.flatMap(({ observed }) => observed))).toEqual([]);
  });

  step("one secret straight in place of another would refuse requests, and that is seen", async () => {
    const { observed } = await applied(THIRD);
    expect(refusedIn(observed).length).toBeGreaterThan(0);
  });
});

function refusedIn(observed: readonly Observed[]): string[] {
  return observed.flatMap(({ action, refused }) => refused.map((each) => `${action}: ${each}`));
}

function logOf({ world }: Deployment): LoggedRequest[] {
  return readFileSync(world.requestLog, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function isUpdate(action: string): boolean {
  return /^PUT .*\/distribution\/[A-Z0-9]+\/config$/.test(action);
}

function isCreation(action: string): boolean {
  return /^POST .*\/distribution$/.test(action);
}
