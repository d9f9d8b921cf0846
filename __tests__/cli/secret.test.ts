import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../cli/secret";
import { originSecretProblem } from "../../cli/secret/problem";
import { OutOfStep, rotated } from "../../cli/secret/rotation";
import { BadInput } from "../../config/bad-input";
import { isOriginSecret } from "../../config/secret-form";
import { environment, environmentText, type Keys } from "../../test-support/environments";

const OLD = "a".repeat(40);
const NEW = "b".repeat(40);
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "secret-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the command on an environment `production` with these keys. */
async function secret(args: readonly string[], env: NodeJS.ProcessEnv = {}, keys: Keys = {}) {
  writeFileSync(join(folder, "production.yaml"), environmentText(keys));
  const [out, err] = (["log", "error"] as const).map((method) =>
    jest.spyOn(console, method).mockImplementation(() => {}),
  );
  const code = await run(args, { folder, env });
  const text = (spy: typeof out) => (spy?.mock.calls ?? []).map(([line]) => String(line)).join("\n");
  return { code, stdout: text(out), stderr: text(err) };
}

/** Why the command does not even begin. */
async function refused(args: readonly string[], env: NodeJS.ProcessEnv = {}, keys: Keys = {}) {
  const error = await secret(args, env, keys).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return error instanceof BadInput ? error.message : `no bad input: ${error}`;
}

describe("./gatehouse secret NAME, for a variable", () => {
  it("prints the line that exports a new one, and nothing else where eval reads", async () => {
    const { code, stdout, stderr } = await secret(["production"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^export TF_VAR_origin_secret=[a-z0-9]{48}$/);
    expect(stderr).toMatch(/^secret: of environment production\..* Next: deploy$/);
    expect(stderr).not.toContain(stdout.split("=")[1]);
  });

  it("makes another each time", async () => {
    const made = [await secret(["production"]), await secret(["production"])].map(({ stdout }) => stdout);
    expect(made[0]).not.toBe(made[1]);
  });

  it("does not take the place of one that is exported, which may be deployed", async () => {
    const { code, stdout, stderr } = await secret(["production"], { TF_VAR_origin_secret: OLD });
    expect([code, stdout]).toEqual([3, ""]);
    expect(stderr).toMatch(/unset TF_VAR_origin_secret .*gatehouse secret production --rotate/);
    expect(stderr).not.toContain(OLD);
  });

  it("takes the place of what is none", async () => {
    const { code, stdout } = await secret(["production"], { TF_VAR_origin_secret: "SHORT" });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^export /);
  });

  it("rotates in three steps", async () => {
    const value = async (args: readonly string[], current: string) => {
      const { stdout } = await secret(["production", ...args], { TF_VAR_origin_secret: current });
      jest.restoreAllMocks();
      return stdout.replace("export TF_VAR_origin_secret=", "");
    };
    const both = await value(["--rotate"], OLD);
    const [first, second = ""] = both.split(",");
    expect(first).toBe(OLD);
    expect(second).toMatch(/^[a-z0-9]{48}$/);
    const swapped = await value(["--rotate", "--switch"], both);
    expect(swapped).toBe(`${second},${OLD}`);
    await expect(value(["--rotate", "--finish"], swapped)).resolves.toBe(second);
  });

  it("says what comes after a step", async () => {
    const { stderr } = await secret(["production", "--rotate"], { TF_VAR_origin_secret: OLD });
    expect(stderr).toMatch(/Next: deploy, .* secret production --rotate --switch$/);
  });

  it("does not rotate what it does not know", async () => {
    await expect(refused(["production", "--rotate"])).resolves.toMatch(/export it as TF_VAR_origin_secret/);
  });
});

describe("what is asked", () => {
  it.each<[readonly string[], RegExp]>([
    [[], /takes one environment/],
    [["production", "staging"], /takes one environment/],
    [["nope"], /has no environment "nope"/],
    [["production,production"], /has no environment/],
    [["production", "--store", "s3"], /--store takes ssm, found "s3"/],
    [["production", "--parameter", "shop/secret"], /--parameter takes a name such as/],
    [["production", "--switch"], /steps of --rotate/],
    [["production", "--rotate", "--switch", "--finish"], /two steps/],
    [["production", "--print"], /usage: .*gatehouse secret NAME/],
  ])("%j is refused", async (args, message) => {
    await expect(refused(args)).resolves.toMatch(message);
  });

  it("is of no use where viewers reach the load balancer themselves", async () => {
    const keys = { edge: { enabled: false } };
    await expect(refused(["production"], {}, keys)).resolves.toMatch(
      /production needs no secret: .* exposure is internet/,
    );
  });

  it("is another parameter than the file's", async () => {
    const keys = { loadBalancer: { originSecret: { ssm: "/shop/secret" } } };
    await expect(refused(["production", "--parameter", "/shop/other"], {}, keys)).resolves.toMatch(
      /reads \/shop\/secret, found --parameter \/shop\/other/,
    );
  });
});

describe("a rotation", () => {
  it("goes on from what is there", () => {
    expect(rotated("switch", `${OLD},${NEW}`, OLD)).toBe(`${NEW},${OLD}`);
    expect(rotated("finish", `${NEW},${OLD}`, `${OLD},${NEW}`)).toBe(NEW);
  });

  it("does not need to know what was before", () => {
    expect(rotated("switch", `${OLD},${NEW}`)).toBe(`${NEW},${OLD}`);
    expect(rotated("finish", `${NEW},${OLD}`)).toBe(NEW);
  });

  it.each([
    ["accept", `${OLD},${NEW}`, OLD, /--rotate --switch$/],
    ["accept", `${NEW},${OLD}`, `${OLD},${NEW}`, /--rotate --finish$/],
    ["switch", OLD, undefined, /begin with --rotate$/],
    ["switch", `${NEW},${OLD}`, `${OLD},${NEW}`, /--rotate --finish$/],
    ["finish", OLD, undefined, /begin with --rotate$/],
    ["finish", `${OLD},${NEW}`, OLD, /first --rotate --switch/],
  ] as const)("does not %s out of step", (step, value, before, message) => {
    const attempt = () => rotated(step, value, before);
    expect(attempt).toThrow(OutOfStep);
    expect(attempt).toThrow(message);
  });

  it("makes what the stack accepts", () => {
    expect(isOriginSecret(rotated("accept", OLD))).toBe(true);
  });
});

describe("isOriginSecret", () => {
  it.each([
    ["one of 32", "a".repeat(32), true],
    ["one of 128", "-".repeat(128), true],
    ["two", `${OLD},${NEW}`, true],
    ["nothing", "", false],
    ["one of 31", "a".repeat(31), false],
    ["one of 129", "a".repeat(129), false],
    ["three", `${OLD},${NEW},${OLD}`, false],
    ["one and nothing", `${OLD},`, false],
    ["capitals", "A".repeat(40), false],
    ["a line break", `${OLD}\n`, false],
  ])("%s", (_, text, is) => {
    expect(isOriginSecret(text)).toBe(is);
  });
});

describe("originSecretProblem", () => {
  it("is none where the secret is there", async () => {
    await expect(originSecretProblem(environment(), { TF_VAR_origin_secret: OLD })).resolves.toBeUndefined();
  });

  it("is none where there is no need of it", async () => {
    await expect(originSecretProblem(environment({ edge: { enabled: false } }), {})).resolves.toBeUndefined();
  });

  it("says which of the two to do", async () => {
    const problem = await originSecretProblem(environment(), {});
    expect(problem).toMatch(/^environment production: TF_VAR_origin_secret is not set; /);
    expect(problem).toMatch(
      /eval "\$\(\.\/gatehouse secret production\)".*\.\/gatehouse secret production --store ssm$/,
    );
  });

  it("does not show what is malformed", async () => {
    const problem = await originSecretProblem(environment(), { TF_VAR_origin_secret: "Hunter2" });
    expect(problem).toMatch(/is malformed: it takes 32 to 128/);
    expect(problem).not.toContain("Hunter2");
  });
});
