import { checkAccount } from "../../cli/doctor/account";
import type { Finding } from "../../cli/doctor/finding";
import type { Environment } from "../../config/environment";
import { environment } from "../../test-support/environments";
import { ACCOUNT, identity, refusal, type StsAnswer, StubSts } from "../../test-support/sts";

const USER = `arn:aws:iam::${ACCOUNT}:user/ann`;
const OURS = environment({ accountId: ACCOUNT });
const OTHER = environment({ environment: "staging", accountId: "444455556666" });
const ANY = environment({ environment: "preview", accountId: undefined });
const EXAMPLE = environment({ environment: "example", accountId: "123456789012" });

const sts = new StubSts();

beforeAll(() => sts.start());
afterAll(() => sts.stop());

function shell(more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    AWS_ENDPOINT_URL: sts.url,
    AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
    AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI",
    AWS_SESSION_TOKEN: "session-token-of-ann",
    ...more,
  };
}

/** The findings by their check, and all their text. */
async function check(answer: StsAnswer, environments: readonly Environment[] = [], env = shell()) {
  sts.answers(answer);
  const { findings, caller } = await checkAccount({ root: "", folder: "", env }, environments);
  const by = (name: string): Partial<Finding> => findings.find((each) => each.check === name) ?? {};
  return { by, caller, text: JSON.stringify(findings), results: findings.map(({ result }) => result) };
}

describe("credentials that AWS takes", () => {
  it("are told by source, masked account and kind", async () => {
    const { by, caller, results } = await check(identity(USER), [OURS]);
    expect(by("credentials")).toMatchObject({ result: "ok", seen: "AWS_ACCESS_KEY_ID" });
    expect(by("account").seen).toBe("********3333 (arn:aws:iam::********3333:user/***)");
    expect(results).toEqual(["ok", "ok", "ok", "ok"]);
    expect(caller?.account).toBe(ACCOUNT);
    expect(sts.asked).toBe(1);
  });

  it("leave nothing of themselves or of a person", async () => {
    const arn = `arn:aws:sts::${ACCOUNT}:assumed-role/Deployer/ann@example.com`;
    const { by, text } = await check(identity(arn), [OURS]);
    expect(by("account").seen).toContain("assumed-role/Deployer/***");
    for (const secret of [ACCOUNT, "ann@", "AKIA", "wJalrXUtnFEMI", "session-token"]) {
      expect(text).not.toContain(secret);
    }
  });

  it("of the root user are told as they are", async () => {
    const { by } = await check(identity(`arn:aws:iam::${ACCOUNT}:root`));
    expect(by("account").seen).toContain(":********3333:root)");
  });

  it("beside a profile are ambiguous", async () => {
    const { by } = await check(identity(USER), [], shell({ AWS_PROFILE: "work" }));
    expect(by("credentials")).toMatchObject({
      result: "warning",
      mend: expect.stringContaining("unset AWS_PROFILE"),
    });
  });
});

describe("the account of an environment", () => {
  it.each([
    ["is that of the credentials", [OURS], "production", "ok"],
    ["is another, and no environment's fits", [OTHER], "staging", "fail"],
    ["is another, and one of the others' fits", [OURS, OTHER], "staging", "warning"],
    ["is not named", [ANY], "preview", "warning"],
    ["is that of the examples", [EXAMPLE], "example", "warning"],
  ])("%s", async (_, environments, name, result) => {
    const { by, text } = await check(identity(USER), environments);
    expect(by(`account of ${name}`).result).toBe(result);
    expect(text).not.toMatch(/\d{12}/);
  });
});

describe("the clock", () => {
  it.each([
    [0, "ok", "as AWS's"],
    [-290, "ok", "290 s behind AWS's"],
    [290, "ok", "290 s ahead of AWS's"],
    [310, "fail", "310 s ahead"],
    [-310, "fail", "310 s behind"],
  ])("%d s ahead is %s", async (behind, result, seen) => {
    const { by } = await check({ ...identity(USER), behind });
    const clock = by("clock");
    expect(clock.result).toBe(result);
    // The Date header has whole seconds.
    expect(
      (clock.seen ?? "").replace(/^(\d+)/, (found) => String(Math.round(Number(found) / 10) * 10)),
    ).toContain(seen);
  });

  it("is what is wrong where a signature is refused for it", async () => {
    const late = refusal(
      "SignatureDoesNotMatch",
      "Signature expired: 20261121T180000Z is now earlier than ...",
    );
    const { by } = await check({ ...late, behind: 900 });
    expect(by("clock").result).toBe("fail");
    expect(by("account")).toMatchObject({ result: "fail", mend: expect.stringContaining("clock") });
  });
});

describe("credentials that AWS refuses", () => {
  it.each([
    ["InvalidClientTokenId", /does not know/],
    ["ExpiredToken", /has ended/],
    ["SignatureDoesNotMatch", /secret key/],
    ["AccessDenied", /refuses the credentials \(AccessDenied\)/],
  ])("%s", async (code, seen) => {
    const { by, caller, text } = await check(refusal(code, "x-amz-security-token:session-token-of-ann"), [
      OURS,
    ]);
    expect(by("account")).toMatchObject({ result: "fail", seen: expect.stringMatching(seen) });
    expect(by("account of production").result).toBe("skipped");
    expect(caller).toBeUndefined();
    expect(text).not.toContain("session-token");
    expect(sts.asked).toBe(1);
  });
});

describe("where nothing can be said", () => {
  it.each<[string, StsAnswer, RegExp]>([
    ["STS is out of order", { status: 503 }, /status 503/],
    ["STS is too busy", refusal("Throttling", "Rate exceeded", 400), /status 400 Throttling/],
    ["something else answers", { body: "<html>please log in" }, /cannot be read/],
    ["something else refuses", { status: 403, body: "<html>blocked</html>" }, /status 403/],
    ["nobody answers", { silent: true }, /no answer within 5 s/],
  ])("because %s, it is skipped", async (_, answer, reason) => {
    const { by, caller, results } = await check(answer, [OURS]);
    expect(results).toEqual(["ok", "skipped", "skipped", "skipped"]);
    expect(by("account").seen).toMatch(reason);
    expect(caller).toBeUndefined();
    expect(sts.asked).toBe(1);
  });

  it("past a proxy, the proxy is named without its password", async () => {
    const env = shell({
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      HTTPS_PROXY: "http://ann:hunter2@proxy.example.com:3128",
    });
    const { by, results, text } = await check({}, [OURS], env);
    expect(results).toEqual(["ok", "skipped", "skipped", "skipped"]);
    expect(by("account").seen).toMatch(/; it was asked past the proxy proxy\.example\.com:3128/);
    expect(text).not.toContain("hunter2");
  });
});
