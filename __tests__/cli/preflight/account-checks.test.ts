import type { CertificateDetail } from "@aws-sdk/client-acm";
import { type Check, NotSeen } from "../../../cli/preflight/check";
import { CHECKS } from "../../../cli/preflight/checks";
import { aliases } from "../../../cli/preflight/checks/aliases";
import { judgeCertificate } from "../../../cli/preflight/checks/own-certificates";
import { weightOf } from "../../../cli/preflight/prefix-lists";
import { room } from "../../../cli/preflight/room";
import { runCheck } from "../../../cli/preflight/run-check";
import type { DistributionSeen } from "../../../cli/preflight/seen/distributions";
import type { StateSeen } from "../../../cli/preflight/seen/state";
import { judgeStanding } from "../../../cli/preflight/standing";
import { preflight } from "../../../config/contract/preflight";
import type { Keys } from "../../../test-support/environments";
import { type Answers, linesOf, look } from "./support";

const OTHER: DistributionSeen = { id: "E2", domainName: "d2.cloudfront.net", aliases: [], own: false };

describe("aliases", () => {
  const of = (all: readonly DistributionSeen[], answers: Answers = {}, keys: Keys = {}) =>
    linesOf(aliases, look(keys, { answers, distributions: async () => all }));
  const ELSEWHERE = expect.stringMatching(/^skipped aliases, other accounts: CloudFront tells once/);
  const leads = (to: string): Answers => ({ "example.com CNAME": { kind: "records", records: [to] } });

  it("are good in this account where no other distribution holds one", async () => {
    await expect(of([OTHER])).resolves.toEqual([
      "ok aliases, this account: none of 1 distribution that is not this environment's holds example.com",
      ELSEWHERE,
    ]);
  });

  it("fail where one does", async () => {
    const [line] = await of([{ ...OTHER, aliases: ["example.com"] }]);
    expect(line).toMatch(/^fail aliases, this account: E2 holds example.com: .*CNAMEAlreadyExists$/);
  });

  it("are warned of where a wildcard crosses one", async () => {
    const [line] = await of(
      [{ ...OTHER, aliases: ["*.example.com"] }],
      {},
      { domain: { name: "www.example.com" } },
    );
    expect(line).toMatch(
      /^warning aliases, this account: E2 holds \*.example.com, which crosses www.example.com/,
    );
    const [other] = await of([{ ...OTHER, aliases: ["*.example.com"] }]);
    expect(other).toMatch(/^ok /);
  });

  it("fail where DNS leads to a distribution of another account", async () => {
    const [, line] = await of([], leads("d9.cloudfront.net"));
    expect(line).toMatch(
      /^fail aliases, other accounts: example.com leads to d9.cloudfront.net, a distribution of/,
    );
    await expect(of([OTHER], leads("d2.cloudfront.net"))).resolves.toEqual([expect.any(String), ELSEWHERE]);
    await expect(of([OTHER], leads("shop.example.net"))).resolves.toEqual([expect.any(String), ELSEWHERE]);
  });

  it("are not needed without an edge", async () => {
    await expect(linesOf(aliases, look({ edge: { enabled: false } }))).resolves.toEqual([
      "skipped aliases: not needed: there is no edge",
    ]);
  });
});

describe("a record that stands where one is made", () => {
  const standing = {
    check: "record example.com A",
    seen: "stands already: 198.51.100.7, TTL 3600",
    address: "aws_route53_record.example_com_a",
    layer: "dns",
    id: "Z1_example.com_A",
  } as const;
  const judge = (state: StateSeen, keys: Keys = {}) =>
    judgeStanding(look(keys, { state: async () => state }), standing);
  const read = (...addresses: readonly string[]): StateSeen => ({
    kind: "read",
    addresses: new Set(addresses),
  });

  it("is good where the state has it", async () => {
    await expect(judge(read(standing.address))).resolves.toMatchObject({ result: "ok" });
  });

  it("fails where the state does not, and is mended by an import", async () => {
    await expect(judge(read("aws_route53_record.www_example_com_a"))).resolves.toMatchObject({
      result: "fail",
      mend: "import it: terraform -chdir=cdktf.out/stacks/production import aws_route53_record.example_com_a 'Z1_example.com_A'; then ./gatehouse plan production",
    });
    const layered = { layout: "layered", state: { type: "s3", bucket: "shop-state" } };
    const { mend } = await judge(read(), layered);
    expect(mend).toContain("-chdir=cdktf.out/stacks/production-dns ");
  });

  it("is warned of where the state is not read", async () => {
    await expect(
      judge({ kind: "unread", why: "a state of type http is not read here" }),
    ).resolves.toMatchObject({
      result: "warning",
      seen: expect.stringMatching(/unless the state has it: a state of type http is not read here$/),
    });
  });
});

describe("a certificate of one's own", () => {
  const NOW = Date.parse("2026-01-01");
  const at = (date: string) => new Date(date);
  const judge = (found: CertificateDetail | undefined, ...names: readonly string[]) =>
    judgeCertificate(
      "certificates.viewer",
      "arn:aws:acm:us-east-1:123456789012:certificate/1",
      names,
      found,
      NOW,
    );
  const issued: CertificateDetail = {
    Status: "ISSUED",
    SubjectAlternativeNames: ["example.com", "*.example.com"],
  };

  it("is good where it is issued and holds every name", () => {
    expect(judge(issued, "example.com", "www.example.com")).toMatchObject({ result: "ok" });
  });

  it("fails where it does not", () => {
    expect(judge(issued, "example.com", "a.b.example.com")).toMatchObject({
      result: "fail",
      seen: "1 holds example.com, *.example.com, and not a.b.example.com",
    });
    expect(judge({ ...issued, Status: "PENDING_VALIDATION" })).toMatchObject({ result: "fail" });
    expect(judge(undefined)).toMatchObject({ result: "fail", seen: "there is no certificate 1" });
  });

  it("is warned of where it was imported and ends soon", () => {
    const imported: CertificateDetail = { ...issued, Type: "IMPORTED", NotAfter: at("2026-01-30") };
    expect(judge(imported, "example.com")).toMatchObject({ result: "warning" });
    expect(judge({ ...imported, NotAfter: at("2026-02-01") }, "example.com")).toMatchObject({ result: "ok" });
    expect(judge({ ...imported, Type: "AMAZON_ISSUED" }, "example.com")).toMatchObject({ result: "ok" });
  });
});

describe("room for more", () => {
  const result = (has: number, more: number) =>
    room("x", "things", has, more, { max: 10, assumed: true }).result;

  it("is there up to the quota, and warned of in its last tenth", () => {
    expect([result(0, 1), result(8, 1), result(9, 1), result(0, 10), result(10, 1)]).toEqual([
      "ok",
      "ok",
      "warning",
      "warning",
      "fail",
    ]);
  });

  it("says whether the account was asked", () => {
    expect(room("x", "things", 2, 1, { max: 10, assumed: true }).seen).toBe(
      "things: 2 there, 1 more, of 10; default quota of 10 assumed",
    );
    expect(room("x", "things", 0, 1, { max: 20, assumed: false }).seen).toBe(
      "things: 1, of 20; the account's quota",
    );
  });
});

describe("the weight of a prefix list", () => {
  it.each([
    ["com.amazonaws.global.cloudfront.origin-facing", 55],
    ["com.amazonaws.global.ipv6.cloudfront.origin-facing", 55],
    ["com.amazonaws.eu-west-1.s3", 1],
    ["com.amazonaws.eu-west-1.s3express", 6],
    ["com.amazonaws.eu-west-1.new-service", undefined],
  ])("of AWS's own %s is %s", (PrefixListName, weight) => {
    expect(weightOf({ PrefixListName })).toBe(weight);
  });

  it("of one's own is the most entries that it may have", () => {
    expect(weightOf({ PrefixListName: "offices", MaxEntries: 7 })).toBe(7);
  });
});

describe("a check that cannot look", () => {
  const failing = (error: unknown): Check => ({
    id: "name-servers",
    wait: "",
    permissions: ["route53:GetHostedZone"],
    run: async () => {
      throw error;
    },
  });
  const of = async (error: unknown) => (await runCheck(failing(error), look({})))[0];

  it.each([
    [new NotSeen("no credentials that AWS takes"), "no credentials that AWS takes"],
    [Object.assign(new Error("no"), { name: "AccessDenied" }), "the credentials may not look (AccessDenied)"],
    [
      Object.assign(new Error("no"), { name: "UnauthorizedOperation" }),
      "the credentials may not look (UnauthorizedOperation)",
    ],
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "AWS does not answer: Error: connect"],
  ])("is skipped, never good: %s", async (error, seen) => {
    expect(await of(error)).toMatchObject({
      id: "name-servers",
      check: "name servers",
      result: "skipped",
      seen,
    });
  });

  it("says what to allow", async () => {
    const denied = await of(Object.assign(new Error("no"), { name: "AccessDeniedException" }));
    expect(denied?.mend).toBe("allow route53:GetHostedZone");
  });

  it("does not hide a fault of ours", async () => {
    await expect(of(new TypeError("x is undefined"))).rejects.toThrow("x is undefined");
  });

  it("there is none for no rule that the contract leaves to preflight", () => {
    const ids = CHECKS.map(({ id }) => id);
    expect(preflight.length).toBeGreaterThan(5);
    expect(preflight.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual([]);
    for (const id of ids) expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  });
});
