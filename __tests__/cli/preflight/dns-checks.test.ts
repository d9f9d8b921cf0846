import { caa } from "../../../cli/preflight/checks/caa";
import { nameServers } from "../../../cli/preflight/checks/name-servers";
import type { ZoneSeen } from "../../../cli/preflight/seen/zone";
import type { Keys } from "../../../test-support/environments";
import { type Answers, linesOf, look } from "./support";

const OWN = ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"];
const ZONE: ZoneSeen = { kind: "found", id: "Z1", name: "example.com", nameServers: OWN };
const CREATED = { dns: { type: "create", stage: "request" } };
const unanswered = { kind: "unanswered", reason: "127.0.0.1 does not answer (TIMEOUT)" } as const;

describe("name servers", () => {
  const of = (answers: Answers, keys: Keys = {}, zone: ZoneSeen = ZONE) =>
    linesOf(nameServers, look(keys, { answers, zone: async () => zone }));
  const live = (...records: readonly string[]): Answers => ({
    "example.com NS": { kind: "records", records },
  });

  it("are good where DNS has those of the zone, in any order", async () => {
    await expect(of(live(...[...OWN].reverse()))).resolves.toEqual([
      "ok name servers: example.com is served by Z1, says a test",
    ]);
  });

  it.each<[string, Answers]>([
    ["example.com is served by ns1.registrar.net, not by Z1", live("ns1.registrar.net")],
    ["example.com has no name servers: it is not registered, or not delegated", {}],
    [
      "the name servers that example.com is delegated to do not serve it (SERVFAIL)",
      { "example.com NS": { kind: "failed", reason: "SERVFAIL" } },
    ],
  ])("fail: %s", async (seen, answers) => {
    await expect(of(answers)).resolves.toEqual([`fail name servers: ${seen}`]);
    await expect(of(answers, CREATED)).resolves.toEqual([`warning name servers: ${seen}`]);
  });

  it.each([
    [[...OWN, "ns1.registrar.net"], "ns1.registrar.net is none of the zone's"],
    [OWN.slice(0, 1), "ns-2.awsdns-00.net is left out"],
  ])("are warned of where some of them differ: %j", async (records, seen) => {
    await expect(of(live(...records))).resolves.toEqual([`warning name servers: example.com: ${seen}`]);
  });

  it("are not checked where nobody answers", async () => {
    await expect(of({ "example.com NS": unanswered })).resolves.toEqual([
      "skipped name servers: 127.0.0.1 does not answer (TIMEOUT)",
    ]);
  });

  it("need the zone, unless this stage makes it", async () => {
    const missing: ZoneSeen = {
      kind: "missing",
      why: "no public zone example.com in this account",
      mend: "make it",
    };
    await expect(of({}, {}, missing)).resolves.toEqual([
      "fail name servers: no public zone example.com in this account",
    ]);
    await expect(of({}, CREATED, missing)).resolves.toEqual([
      expect.stringMatching(/^skipped name servers: no public zone .* yet: this stage makes it/),
    ]);
    await expect(of({}, { dns: { type: "external" } }, { kind: "external" })).resolves.toEqual([
      expect.stringMatching(/^skipped name servers: not needed/),
    ]);
  });
});

describe("CAA", () => {
  const of = (answers: Answers, keys: Keys = {}) => linesOf(caa, look(keys, { answers }));
  const certbot: Answers = {
    "example.com CAA": {
      kind: "records",
      records: [{ critical: false, tag: "issue", value: "letsencrypt.org" }],
    },
  };

  it("is asked for every name that a requested certificate has", async () => {
    await expect(of({}, { domain: { name: "example.com", aliases: ["*.example.com"] } })).resolves.toEqual(
      ["example.com", "*.example.com", "origin.example.com"].map(
        (name) => `ok CAA of ${name}: no CAA record at the name or above it: any authority may issue`,
      ),
    );
    await expect(of({}, { edge: { enabled: false } })).resolves.toHaveLength(1);
  });

  it("fails where Amazon may not issue", async () => {
    const seen = "the CAA records of example.com let letsencrypt.org issue, and not Amazon";
    await expect(of(certbot)).resolves.toEqual([
      `fail CAA of example.com: ${seen}`,
      `fail CAA of origin.example.com: ${seen}`,
    ]);
  });

  it("is warned of where the environment writes a record of its own there", async () => {
    const [first] = await of(certbot, { dns: { type: "existing", caa: ["amazon.com"] } });
    expect(first).toMatch(/^warning CAA of example.com: .*; dns.caa writes a record of that name$/);
  });

  it("fails where the name's servers do, and is not checked where nobody answers", async () => {
    const failed: Answers = { "example.com CAA": { kind: "failed", reason: "SERVFAIL" } };
    const [first] = await of(failed);
    expect(first).toMatch(
      /^fail CAA of example.com: the name servers fail to answer \(SERVFAIL for example.com\)/,
    );
    await expect(of({ "com CAA": unanswered })).resolves.toEqual([
      "skipped CAA of example.com: 127.0.0.1 does not answer (TIMEOUT)",
      "skipped CAA of origin.example.com: 127.0.0.1 does not answer (TIMEOUT)",
    ]);
  });

  it("is not needed with certificates of one's own", async () => {
    const arn = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/1`;
    const certificates = { viewer: arn("us-east-1"), regional: arn("eu-west-1") };
    await expect(of(certbot, { certificates })).resolves.toEqual([
      "skipped CAA: not needed: every certificate is the environment's own",
    ]);
  });
});
