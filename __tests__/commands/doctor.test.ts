import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { run } from "../../cli/doctor";
import type { Finding } from "../../cli/doctor/finding";
import { lineOf, wantsColour } from "../../cli/doctor/print";
import { checkEndpoints, checkRegion } from "../../cli/doctor/shell";
import { BadInput } from "../../config/bad-input";
import { HEALTH_PATH } from "../../local/gate/gate";
import { environment, environmentText } from "../../test-support/environments";
import { ACCOUNT, identity, refusal, StubSts } from "../../test-support/sts";

const ROOT = join(__dirname, "..", "..");
const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzabcd";
const sts = new StubSts();
const bin = mkdtempSync(join(tmpdir(), "bin-"));
let folder: string;

beforeAll(() => {
  program("terraform", `echo '{"terraform_version": "1.11.4"}'`);
  program("moto_server", "");
  program("python3", "echo 5.2.1");
  return sts.start();
});
afterAll(() => {
  sts.stop();
  rmSync(bin, { recursive: true });
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "doctor-"));
});
afterEach(() => {
  jest.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** A tool of this machine. */
function program(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
}

/** Runs the command in this process, on environment files of its own. */
async function doctor(files: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv, ...args: string[]) {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const log = jest.spyOn(console, "log").mockImplementation(() => {});
  const code = await run(args, { root: ROOT, folder, env: { PATH: bin, ...env } });
  return { code, text: log.mock.calls.map(([line]) => String(line)).join("\n") };
}

/** Credentials that the stand-in for STS knows. */
function known(): NodeJS.ProcessEnv {
  sts.answers(identity(`arn:aws:iam::${ACCOUNT}:user/ann`));
  return { AWS_ENDPOINT_URL: sts.url, AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "wJalrXUtn" };
}

/** The command as a person calls it, with nothing of this shell but PATH. */
function gatehouse(env: NodeJS.ProcessEnv, ...args: readonly string[]) {
  return new Promise<{ code: number | null; stdout: string; stderr: string }>((resolve) => {
    const PATH = [bin, dirname(process.execPath), process.env.PATH].join(delimiter);
    const child = spawn(join(ROOT, "gatehouse"), ["doctor", ...args], {
      cwd: folder,
      env: { PATH, HOME: folder, AWS_EC2_METADATA_DISABLED: "true", ...env },
    });
    const [out, err]: string[][] = [[], []];
    child.stdout.on("data", (chunk) => out?.push(String(chunk)));
    child.stderr.on("data", (chunk) => err?.push(String(chunk)));
    child.on("close", (code) => resolve({ code, stdout: out?.join("") ?? "", stderr: err?.join("") ?? "" }));
  });
}

function findingOf(json: string, check: string): Partial<Finding> {
  const { findings }: { findings: readonly Finding[] } = JSON.parse(json);
  return findings.find((each) => each.check === check) ?? {};
}

describe("./gatehouse doctor", () => {
  const good = environmentText({ accountId: ACCOUNT });

  it("says in a line for each check that all is well", async () => {
    const { code, text } = await doctor(
      { "production.yaml": good },
      { ...known(), TF_VAR_origin_secret: SECRET },
    );
    expect(code).toBe(0);
    expect(text).toMatch(/^OK {7}environments\/production\.yaml +example\.com in eu-west-1, backends: api$/m);
    expect(text).toMatch(/^OK {7}account of production {2,}\*{8}3333$/m);
    expect(text).toMatch(/^OK {7}secret of production {2,}TF_VAR_origin_secret, well formed$/m);
    expect(text).not.toMatch(/FAIL {5}|SKIPPED {2}/);
  });

  it("prints no secret, no key and no account", async () => {
    const env = { ...known(), TF_VAR_origin_secret: SECRET };
    const lines = await doctor({ "production.yaml": good }, env);
    const json = await doctor({ "production.yaml": good }, env, "--json");
    for (const secret of [SECRET, "AKIAEXAMPLE", "wJalrXUtn", ACCOUNT, "user/ann"]) {
      expect(lines.text + json.text).not.toContain(secret);
    }
  });

  it("fails with the command that mends it where something is wrong", async () => {
    const { code, text } = await doctor(
      { "production.yaml": good },
      { ...known(), TF_VAR_origin_secret: "short" },
    );
    expect(code).toBe(1);
    expect(text).toMatch(
      /^FAIL {5}secret of production .*malformed.*\n {9}mend: .*gatehouse secret production/m,
    );
    expect(text).not.toContain("short");
    expect(text).toMatch(/ 1 FAIL, /);
  });

  it("says which of the two to do where there is no secret yet", async () => {
    const { code, text } = await doctor({ "production.yaml": good }, known());
    expect(code).toBe(0);
    expect(text).toMatch(/^WARNING {2}secret of production/m);
    expect(text).toMatch(
      /eval "\$\(\.\/gatehouse secret production\)".* \.\/gatehouse secret production --store ssm/,
    );
  });

  it("counts the problems of each file, and of the folder", async () => {
    const files = {
      "_base.yaml": "no: environment",
      "production.yaml": good,
      "production.adopted.yaml": "{}",
      "staging.yaml": environmentText({ environment: "staging", region: "mars-1", protect: "maybe" }),
      "test.yaml": environmentText({ environment: "test", accountId: ACCOUNT }),
    };
    const { code, text } = await doctor(files, known(), "--json");
    expect(code).toBe(1);
    expect(findingOf(text, "environments/production.yaml").result).toBe("ok");
    expect(findingOf(text, "environments/staging.yaml")).toMatchObject({
      result: "fail",
      seen: expect.stringMatching(/^2 problems, the first: .*staging\.yaml:\d+:\d+ region/),
      mend: "npm run synth",
    });
    expect(findingOf(text, "environments")).toMatchObject({
      result: "fail",
      seen: expect.stringMatching(/^2 problems, the first: .*example\.com/),
    });
    expect(text).not.toMatch(/_base|adopted/);
  });

  it("looks at the environments of GATEHOUSE_ENVIRONMENTS alone", async () => {
    const files = { "production.yaml": good, "staging.yaml": "a: [" };
    const { code, text } = await doctor(
      files,
      { ...known(), GATEHOUSE_ENVIRONMENTS: "production" },
      "--json",
    );
    expect(code).toBe(0);
    expect(findingOf(text, "environments/staging.yaml")).toEqual({});
  });

  it("fails where there is no environment", async () => {
    const { code, text } = await doctor({}, known());
    expect(code).toBe(1);
    expect(text).toMatch(/^FAIL {5}environments .*holds no environment/m);
  });

  it("tells machines the same", async () => {
    const { code, text } = await doctor({ "production.yaml": good }, known(), "--json");
    const report: { ok: boolean; findings: readonly Finding[] } = JSON.parse(text);
    expect(report.ok).toBe(code === 0);
    expect(report.findings.map(({ check }) => check)).toEqual(
      expect.arrayContaining(["Node.js", "npm packages", "cdktf-cli", "Terraform", "moto_server", "clock"]),
    );
  });

  it("does not ask SSM as somebody that AWS refuses", async () => {
    sts.answers(refusal("InvalidClientTokenId", "no"));
    const ssm = environmentText({
      accountId: ACCOUNT,
      loadBalancer: { originSecret: { ssm: "/shop/secret" } },
    });
    const env = { AWS_ENDPOINT_URL: sts.url, AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
    const { text } = await doctor({ "production.yaml": ssm }, env, "--json");
    expect(findingOf(text, "secret of production").result).toBe("skipped");
    expect(sts.asked).toBe(1);
  });

  it.each([["--jsn"], ["production"]])("refuses %s", async (argument) => {
    await expect(doctor({}, {}, argument)).rejects.toThrow(BadInput);
  });
});

describe("in a shell of its own", () => {
  it("needs no credentials and no network", async () => {
    const { code, stdout, stderr } = await gatehouse({}, "--json");
    expect(findingOf(stdout, "credentials")).toMatchObject({ result: "warning" });
    for (const check of ["account", "clock", "account of example"]) {
      expect(findingOf(stdout, check)).toMatchObject({ result: "skipped", seen: "no credentials" });
    }
    expect(code).toBe(JSON.parse(stdout).ok ? 0 : 1);
    expect(stderr).toBe("");
  });

  it("skips what nobody answers", async () => {
    const keys = { AWS_ACCESS_KEY_ID: "a", AWS_SECRET_ACCESS_KEY: "b" };
    const { stdout } = await gatehouse({ ...keys, AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, "--json");
    expect(findingOf(stdout, "account")).toMatchObject({
      result: "skipped",
      seen: "STS: 127.0.0.1: ECONNREFUSED",
    });
    expect(findingOf(stdout, "endpoints").result).toBe("warning");
  });

  it("finds the keys of a profile", async () => {
    sts.answers(identity(`arn:aws:iam::${ACCOUNT}:user/ann`));
    mkdirSync(join(folder, ".aws"));
    const keys = "[work]\naws_access_key_id = a\naws_secret_access_key = b\n";
    writeFileSync(join(folder, ".aws", "credentials"), keys);
    const { stdout } = await gatehouse({ AWS_PROFILE: "work", AWS_ENDPOINT_URL: sts.url }, "--json");
    expect(findingOf(stdout, "credentials")).toMatchObject({
      result: "ok",
      seen: "keys of the profile, AWS_PROFILE=work",
    });
    expect(findingOf(stdout, "account").seen).toMatch(/^\*{8}3333 /);
  });

  it.each([
    ["is not there", "[profile other]\nregion = eu-west-1\n", /\bwork\b/],
    [
      "has a command that fails",
      "[profile work]\ncredential_process = false --token hunter2\n",
      /^profile work gives none$/,
    ],
  ])("fails where the profile %s", async (_, config, seen) => {
    mkdirSync(join(folder, ".aws"));
    writeFileSync(join(folder, ".aws", "config"), config);
    const { code, stdout, stderr } = await gatehouse({ AWS_PROFILE: "work" }, "--json");
    expect(code).toBe(1);
    expect(findingOf(stdout, "credentials")).toMatchObject({
      result: "fail",
      seen: expect.stringMatching(seen),
    });
    expect(stdout + stderr).not.toContain("hunter2");
  });

  it("paints nothing where nobody looks", async () => {
    const { stdout } = await gatehouse({ FORCE_COLOR: "1" });
    expect(stdout).not.toContain("\u001b");
    expect(stdout).toMatch(/ OK, \d+ WARNING, \d+ FAIL, \d+ SKIPPED\n$/);
  });
});

describe("the shell's region", () => {
  const at = (env: NodeJS.ProcessEnv) => ({ root: "", folder: "", env });

  it.each([
    [{}, "ok"],
    [{ AWS_REGION: "eu-west-1" }, "ok"],
    [{ AWS_REGION: "us-east-2" }, "warning"],
    [{ AWS_DEFAULT_REGION: "us-east-2" }, "warning"],
  ])("%j: %s", (env, result) => {
    expect(checkRegion(at(env), [environment()]).result).toBe(result);
  });

  it("has nothing to be compared with", () => {
    expect(checkRegion(at({ AWS_REGION: "eu-west-1" }), []).result).toBe("skipped");
  });

  it.each([
    ["nothing", {}, "ok"],
    ["an endpoint for one service", { AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9000" }, "warning"],
    ["a proxy of a company", { AWS_ENDPOINT_URL: "https://aws.example.com" }, "warning"],
    [
      "a local AWS that is gone",
      {
        AWS_ENDPOINT_URL: "http://127.0.0.1:1",
        AWS_ENDPOINT_URL_CLOUDFRONT: "http://127.0.0.1:1",
        AWS_ACCESS_KEY_ID: "test",
      },
      "warning",
    ],
  ])("with %s: %s", async (_, env, result) => {
    expect((await checkEndpoints(at(env))).result).toBe(result);
  });

  it("is well within a local run", async () => {
    expect(HEALTH_PATH).toMatch(/^\//);
    sts.answers({ body: "ok" });
    const env = {
      AWS_ENDPOINT_URL: sts.url,
      AWS_ENDPOINT_URL_CLOUDFRONT: sts.url,
      AWS_ACCESS_KEY_ID: "test",
    };
    expect((await checkEndpoints(at(env))).result).toBe("ok");
  });
});

describe("colours", () => {
  it.each<[boolean, NodeJS.ProcessEnv, boolean]>([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: "1" }, false],
    [true, { NO_COLOR: "" }, true],
    [true, { TERM: "dumb" }, false],
    [true, { CI: "true" }, false],
  ])("terminal %s with %j: %s", (terminal, env, wanted) => {
    expect(wantsColour(terminal, env)).toBe(wanted);
  });

  it("are on the word alone, and what others wrote paints nothing", () => {
    const finding = { check: "account", result: "fail", seen: "a\u001b[32mb\nc", mend: "d" } as const;
    expect(lineOf(finding, true)).toBe(
      `\u001b[31mFAIL    \u001b[0m ${"account".padEnd(26)} a [32mb c\n         mend: d`,
    );
    expect(lineOf(finding, false)).not.toContain("\u001b");
  });
});

it("help names the commands", () => {
  const help = readFileSync(join(ROOT, "help"), "utf8");
  expect(help).toMatch(/^ {2}\.\/gatehouse doctor /m);
  expect(help).toMatch(/^ {2}\.\/gatehouse secret /m);
});
