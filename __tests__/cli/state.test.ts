import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Refused } from "../../cli/refused";
import { run } from "../../cli/state";
import { readArguments } from "../../cli/state/arguments";
import type { OwnBucket } from "../../cli/state/bucket";
import { courseFor } from "../../cli/state/decide";
import { findingsOf } from "../../cli/state/findings";
import { deniesPlainHttp } from "../../cli/state/policy";
import { targetOf } from "../../cli/state/target";
import { BadInput } from "../../config/bad-input";
import { STATE_TAGS } from "../../stacks/state-stack";
import { environment, environmentText } from "../../test-support/environments";

const BARE: OwnBucket = {
  kind: "own",
  region: "eu-west-1",
  tags: {},
  versioned: false,
  kmsKeyId: undefined,
  closed: false,
  tlsOnly: false,
  keepDays: undefined,
  empty: true,
  hasOwnState: false,
};

describe("the arguments of state init", () => {
  const read = (line: string) => readArguments(line.split(" ").filter((word) => word !== ""));

  it("are the environment, --yes and --keep-days", () => {
    expect(read("init production")).toEqual({ name: "production", yes: false, keepDays: undefined });
    expect(read("init production --yes --keep-days 30")).toEqual({
      name: "production",
      yes: true,
      keepDays: 30,
    });
  });

  it.each([
    ["", 'state: takes init, found ""'],
    ["show production", 'state: takes init, found "show"'],
    ["init", 'state init: takes one environment, found ""'],
    ["init a b", 'state init: takes one environment, found "a b"'],
    ["init a --force", "Unknown option '--force'"],
    ["init a --keep-days", "argument missing"],
    ...["0", "36501", "1.5", "ninety", "007"].map((days) => [
      `init a --keep-days ${days}`,
      `state init: --keep-days takes a whole number from 1 to 36500, found "${days}"`,
    ]),
  ])("are refused: %j", (line, message) => {
    expect(() => read(line)).toThrow(BadInput);
    expect(() => read(line)).toThrow("usage: ./gatehouse state init NAME [--yes] [--keep-days N]");
    expect(() => read(line)).toThrow(message);
  });
});

describe("the bucket that a file asks for", () => {
  const of = (state: Record<string, unknown>) => targetOf(environment({ state }));

  it("is in the environment's region unless the file says where", () => {
    expect(of({ type: "s3", bucket: "shop-state" })).toMatchObject({
      bucket: "shop-state",
      region: "eu-west-1",
      kmsKeyId: undefined,
    });
    expect(of({ type: "s3", bucket: "shop-state", region: "us-east-1", kmsKeyId: "alias/s" })).toMatchObject({
      region: "us-east-1",
      kmsKeyId: "alias/s",
    });
  });

  it.each([{ type: "local" }, { type: "pipeline", backend: "s3" }])("is none in %j", (state) => {
    expect(() => of(state)).toThrow(BadInput);
    expect(() => of(state)).toThrow(
      `state init: environments/production.yaml has no bucket: found state: { type: ${state.type} }; write state: { type: s3, bucket: shop-terraform-state }`,
    );
  });

  it("does not keep an environment's state where its own is", () => {
    const key = "state/shop-state/terraform.tfstate";
    expect(() => of({ type: "s3", bucket: "shop-state", key })).toThrow(
      `state.key: found ${key}, where the bucket keeps its own state; leave it out, or write another`,
    );
  });

  it("is for another account to make where a role leads to it", () => {
    const roleArn = "arn:aws:iam::444455556666:role/state";
    const attempt = () => of({ type: "s3", bucket: "shop-state", roleArn });
    expect(attempt).toThrow(Refused);
    expect(attempt).toThrow(/for account \*{8}6666 to make: run \.\/gatehouse state init there/);
  });
});

describe("what there is to do", () => {
  const settled = { ...BARE, tags: STATE_TAGS, versioned: true };

  it.each([
    ["there is no bucket", { kind: "absent" } as const, "make", "make"],
    ["it holds its own state", { ...settled, hasOwnState: true }, "check", "check"],
    ["it is ours and its state is not in it", settled, "goOn", "goOn"],
    ["it has none of our tags yet, nor anything else", BARE, "leave", "goOn"],
    ["it is bare and keeps versions", { ...BARE, versioned: true }, "leave", "leave"],
    ["it is bare and holds something", { ...BARE, empty: false }, "leave", "leave"],
    ["it has other tags", { ...BARE, tags: { ManagedBy: "terraform" } }, "leave", "leave"],
    ["it has some of our tags", { ...BARE, tags: { ManagedBy: "gatehouse" } }, "leave", "leave"],
  ])("where %s: depends on whether an earlier run began it", (_, seen, otherwise, begun) => {
    expect(courseFor(seen, false)).toBe(otherwise);
    expect(courseFor(seen, true)).toBe(begun);
  });
});

describe("a bucket that was made by other means", () => {
  it("has nothing to mend where everything is right", () => {
    const good = { ...BARE, versioned: true, closed: true, tlsOnly: true, keepDays: 30, kmsKeyId: "alias/s" };
    expect(findingsOf("shop-state", good)).toEqual([
      { check: "versions", result: "ok", seen: "kept: a lost state can be brought back" },
      { check: "encryption", result: "ok", seen: "KMS key alias/s" },
      { check: "public access", result: "ok", seen: "blocked" },
      { check: "TLS", result: "ok", seen: "plain HTTP is denied" },
      { check: "old versions", result: "ok", seen: "kept for 30 days" },
    ]);
  });

  it("has a command for each weakness", () => {
    const weak = findingsOf("shop-state", BARE).filter(({ result }) => result !== "ok");
    expect(weak.map(({ check }) => check)).toEqual(["versions", "public access", "TLS"]);
    for (const { mend } of weak) {
      expect(mend).toMatch(/aws s3api put-[a-z-]+ --bucket shop-state --/);
    }
  });
});

describe("deniesPlainHttp", () => {
  const statement = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  const denies = (...changes: readonly object[]) =>
    deniesPlainHttp(JSON.stringify({ Statement: changes.map((change) => ({ ...statement, ...change })) }));

  it.each([
    ["as it is written most", {}],
    ["to every principal of AWS", { Principal: { AWS: "*" } }],
    ["every action", { Action: ["*"] }],
    ["as a boolean", { Condition: { Bool: { "aws:SecureTransport": false } } }],
  ])("sees it: %s", (_, change) => {
    expect(denies(change)).toBe(true);
    expect(denies({ Effect: "Allow" }, change)).toBe(true);
  });

  it.each([
    ["allows", { Effect: "Allow" }],
    ["is about one principal", { Principal: { AWS: "arn:aws:iam::123456789012:root" } }],
    ["is about one action", { Action: "s3:PutObject" }],
    ["denies TLS", { Condition: { Bool: { "aws:SecureTransport": "true" } } }],
    ["has another condition", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }],
  ])("takes none for it that %s", (_, change) => {
    expect(denies(change)).toBe(false);
  });

  it("finds none where there is no policy, and takes a single statement", () => {
    expect(deniesPlainHttp(undefined)).toBe(false);
    expect(deniesPlainHttp(JSON.stringify({ Statement: statement }))).toBe(true);
  });
});

describe("./gatehouse state init", () => {
  const folder = mkdtempSync(join(tmpdir(), "state-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => jest.restoreAllMocks());

  async function init(state: Record<string, unknown>) {
    writeFileSync(join(folder, "production.yaml"), environmentText({ state }));
    const error = jest.spyOn(console, "error").mockImplementation(() => {});
    const work = join(folder, "work");
    const code = await run(["init", "production"], { folder, work, env: { AWS_PROFILE: "none" } });
    return { code, said: error.mock.calls.flat().join("\n") };
  }

  it("asks AWS nothing where the file has no bucket, or where there is no such file", async () => {
    await expect(init({ type: "local" })).rejects.toThrow(BadInput);
    await expect(run(["init", "staging"], { folder })).rejects.toThrow(/no environment "staging"/);
  });

  it("exits with 3 where the bucket is for another account to make", async () => {
    const roleArn = "arn:aws:iam::444455556666:role/state";
    const { code, said } = await init({ type: "s3", bucket: "shop-state", roleArn });
    expect(code).toBe(3);
    expect(said).toMatch(/^state init: environments\/production\.yaml reaches the bucket shop-state by/);
  });
});
