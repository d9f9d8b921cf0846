import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { findCredentials } from "../../cli/aws/credentials";
import { checkAccount } from "../../cli/doctor/account";
import { checkSecrets } from "../../cli/doctor/secrets";
import { run } from "../../cli/secret";
import { ParameterStore } from "../../cli/secret/parameter-store";
import { originSecretProblem } from "../../cli/secret/problem";
import { clientOptions, down, environmentOf, up, type World } from "../../local/world";
import { environment, environmentText, type Keys } from "../../test-support/environments";
import { requires } from "../../test-support/requires";
import { identity, refusal, StubSts } from "../../test-support/sts";

const ACCOUNT = "123456789012";
const FORM = /^[a-z0-9]{48}$/;

requires("moto_server")("./gatehouse secret NAME, for SSM", () => {
  const base = mkdtempSync(join(tmpdir(), "secret-ssm-"));
  const sts = new StubSts();
  let world: World;
  let ssm: SSMClient;
  let count = 0;
  let name: string;

  beforeAll(async () => {
    world = await up({ folder: join(base, "world") });
    ssm = new SSMClient(clientOptions(world, "eu-west-1"));
    await sts.start();
  }, 120_000);

  afterAll(async () => {
    sts.stop();
    ssm?.destroy();
    await down({ folder: join(base, "world") });
    rmSync(base, { recursive: true, force: true });
  });

  beforeEach(() => {
    count += 1;
    name = `/shop/${count}/secret`;
  });
  afterEach(() => jest.restoreAllMocks());

  /** What a shell has where no secret is exported. */
  function shell(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const { TF_VAR_origin_secret: _, ...env } = environmentOf(world, {});
    return { ...env, ...more };
  }

  const inFile = (): Keys => ({ loadBalancer: { originSecret: { ssm: name } } });

  async function secret(args: readonly string[], keys: Keys = inFile(), env = shell()) {
    writeFileSync(join(base, "production.yaml"), environmentText({ accountId: ACCOUNT, ...keys }));
    const said: string[] = [];
    const log = jest.spyOn(console, "log").mockImplementation(() => {});
    jest.spyOn(console, "error").mockImplementation((line: string) => said.push(line));
    const code = await run(["production", ...args], { folder: base, env });
    expect(log).not.toHaveBeenCalled();
    return { code, stderr: said.join("\n") };
  }

  async function stored(parameter = name) {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return Parameter;
  }

  it("stores a SecureString in the parameter of the file, and shows it nowhere", async () => {
    const { code, stderr } = await secret([]);
    const parameter = await stored();
    expect(code).toBe(0);
    expect(parameter).toMatchObject({ Type: "SecureString", Version: 1, Value: expect.stringMatching(FORM) });
    expect(stderr).toContain(`stored in ${name}, eu-west-1, account ********9012`);
    expect(stderr).toMatch(/^Next: deploy$/m);
    expect(stderr).not.toContain(parameter?.Value);
  });

  it("stores it under a name of its own, and says what the file then needs", async () => {
    const { code, stderr } = await secret(["--store", "ssm"], { project: "shop" });
    expect(code).toBe(0);
    expect((await stored("/shop/production/origin-secret"))?.Value).toMatch(FORM);
    expect(stderr).toContain(
      "write into environments/production.yaml loadBalancer: { originSecret: { ssm: /shop/production/origin-secret } }",
    );
  });

  it("stores it under the name that is asked for", async () => {
    const { code, stderr } = await secret(["--parameter", name], {});
    expect(code).toBe(0);
    expect((await stored())?.Value).toMatch(FORM);
    expect(stderr).toContain(`{ ssm: ${name} }`);
  });

  it("moves the one that is exported, so that what is deployed with it goes on", async () => {
    const exported = "c".repeat(40);
    const { code, stderr } = await secret([], inFile(), shell({ TF_VAR_origin_secret: exported }));
    expect(code).toBe(0);
    expect((await stored())?.Value).toBe(exported);
    expect(stderr).toMatch(/it is the one of TF_VAR_origin_secret/);
    expect(stderr).not.toContain(exported);
  });

  it("leaves one that is there", async () => {
    await secret([]);
    const before = await stored();
    const { code, stderr } = await secret([]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/is there already, and stays.*gatehouse secret production --rotate/);
    expect(await stored()).toEqual(before);
  });

  it("rotates it in three steps, each refused out of its turn", async () => {
    const outOfTurn = async (...args: string[]) => {
      const before = await stored();
      expect((await secret(["--rotate", ...args])).code).toBe(3);
      expect(await stored()).toEqual(before);
    };
    await secret([]);
    const old = (await stored())?.Value;
    await outOfTurn("--switch");
    await outOfTurn("--finish");

    const begun = await secret(["--rotate"]);
    expect(begun.stderr).toMatch(/Next: deploy, .*gatehouse secret production --rotate --switch$/);
    const [first, fresh] = (await stored())?.Value?.split(",") ?? [];
    expect(first).toBe(old);
    expect(fresh).toMatch(FORM);
    await outOfTurn();
    await outOfTurn("--finish");

    expect((await secret(["--rotate", "--switch"])).stderr).toMatch(/--rotate --finish$/);
    expect((await stored())?.Value).toBe(`${fresh},${old}`);
    await outOfTurn();
    await outOfTurn("--switch");

    expect((await secret(["--rotate", "--finish"])).code).toBe(0);
    expect(await stored()).toMatchObject({ Value: fresh, Type: "SecureString", Version: 4 });
    await outOfTurn("--finish");
  });

  it("keeps the parameter's key over a rotation", async () => {
    const put = { Name: name, Value: "d".repeat(40), KeyId: "alias/shop", Description: "ours" };
    await ssm.send(new PutParameterCommand({ ...put, Type: "SecureString" }));
    const send = jest.spyOn(SSMClient.prototype, "send");
    await secret(["--rotate"]);
    const inputs = send.mock.calls.map(([command]) => command.input);
    expect(inputs).toContainEqual(
      expect.objectContaining({
        Overwrite: true,
        KeyId: "alias/shop",
        Description: "ours",
        Type: "SecureString",
      }),
    );
  });

  it.each([
    ["is not there", undefined],
    ["is a plain String", { Type: "String", Value: "e".repeat(40) }],
    ["is something else", { Type: "SecureString", Value: "hunter2" }],
  ] as const)("rotates nothing where the parameter %s", async (_, put) => {
    if (put !== undefined) await ssm.send(new PutParameterCommand({ Name: name, ...put }));
    const { code, stderr } = await secret(["--rotate"]);
    expect(code).toBe(3);
    expect(stderr).toContain(name);
    if (put !== undefined) {
      expect(stderr).not.toContain(put.Value);
      expect((await stored())?.Value).toBe(put.Value);
    }
  });

  describe("writes nothing", () => {
    it("into another account", async () => {
      const { code, stderr } = await secret([], { ...inFile(), accountId: "444455556666" });
      expect(code).toBe(3);
      expect(stderr).toBe(
        "secret: the credentials are of account ********9012, environment production belongs to ********6666",
      );
      await expect(stored()).rejects.toMatchObject({ name: "ParameterNotFound" });
    });

    it.each([
      [
        "AWS refuses the credentials",
        refusal("InvalidClientTokenId", "no"),
        /refuses .*InvalidClientTokenId/,
      ],
      ["STS is out of order", { status: 503 }, /cannot tell whose account it is: .*503/],
    ])("where %s", async (_, answer, message) => {
      sts.answers(answer);
      const env = shell({ AWS_ENDPOINT_URL_STS: sts.url });
      await expect(secret([], inFile(), env)).rejects.toThrow(message);
      await expect(stored()).rejects.toMatchObject({ name: "ParameterNotFound" });
    });
  });

  describe("whoever needs it", () => {
    const production = () => environment({ accountId: ACCOUNT, ...inFile() });
    const find = async (env = shell()) => {
      const surroundings = { root: "", folder: "", env };
      const environments = [production()];
      const { caller } = await checkAccount(surroundings, environments);
      return checkSecrets(surroundings, environments, caller);
    };

    it("is told the command where it is not there", async () => {
      await expect(originSecretProblem(production(), shell())).resolves.toBe(
        `environment production: there is no SSM parameter ${name}; ./gatehouse secret production makes one and stores it there; ` +
          "or take loadBalancer.originSecret out of the file, and " +
          'eval "$(./gatehouse secret production)" sets TF_VAR_origin_secret',
      );
      await expect(find()).resolves.toMatchObject([{ result: "warning" }]);
    });

    it("finds it", async () => {
      await secret([]);
      await expect(originSecretProblem(production(), shell())).resolves.toBeUndefined();
      await expect(find()).resolves.toEqual([
        { check: "secret of production", result: "ok", seen: `SSM parameter ${name}, well formed` },
      ]);
    });

    it("is told that it is malformed, without its value", async () => {
      await ssm.send(new PutParameterCommand({ Name: name, Value: "Hunter2", Type: "SecureString" }));
      const problem = await originSecretProblem(production(), shell());
      expect(problem).toMatch(/does not hold 32 to 128 characters/);
      const findings = await find();
      expect(findings).toMatchObject([{ result: "fail" }]);
      expect(`${problem} ${JSON.stringify(findings)}`).not.toContain("Hunter2");
    });

    it("is not told of another account's", async () => {
      sts.answers(identity("arn:aws:iam::444455556666:user/ann", "444455556666"));
      await expect(find(shell({ AWS_ENDPOINT_URL_STS: sts.url }))).resolves.toMatchObject([
        { result: "skipped", seen: expect.stringMatching(/of another account/) },
      ]);
    });

    it("is not told where SSM does not answer", async () => {
      await expect(find(shell({ AWS_ENDPOINT_URL_SSM: "http://127.0.0.1:1" }))).resolves.toMatchObject([
        { result: "skipped" },
      ]);
    });
  });

  it("keeps values out of the errors of SSM", async () => {
    const env = shell({ AWS_ENDPOINT_URL_SSM: sts.url });
    const value = "f".repeat(40);
    sts.answers({
      status: 400,
      body: JSON.stringify({ __type: "ValidationException", message: `no ${value}` }),
    });
    const store = new ParameterStore("eu-west-1", await findCredentials(env), env);
    await expect(store.create(name, value, "")).rejects.toThrow(/^no \*\*\*$/);
    store.destroy();
  });
});
