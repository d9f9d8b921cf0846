import { ResolverDns } from "../../../cli/preflight/dns/resolver";
import { DnsServer } from "../../../test-support/dns-server";

const ROOT = { "": { NS: ["a.root-servers.net"] } };

let server: DnsServer;
let dns: ResolverDns;

beforeAll(async () => {
  server = await DnsServer.start();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.serves(ROOT);
  dns = new ResolverDns(server.address);
});

describe("a resolver that answers", () => {
  it("gives name servers in lower case and without a final dot", async () => {
    server.serves({ ...ROOT, "example.com": { NS: ["NS-1.AWSDNS-00.com", "ns-2.awsdns-00.net"] } });
    await expect(dns.ns("example.com")).resolves.toEqual({
      kind: "records",
      records: ["ns-1.awsdns-00.com", "ns-2.awsdns-00.net"],
    });
    expect(dns.source).toBe(server.address);
  });

  it("gives CAA records with their tag, value and whether they are critical", async () => {
    server.serves({
      ...ROOT,
      "example.com": { CAA: ['0 issue "amazon.com"', '128 issuewild ";"', '128 tbs "Unknown"'] },
    });
    await expect(dns.caa("example.com")).resolves.toEqual({
      kind: "records",
      records: [
        { critical: false, tag: "issue", value: "amazon.com" },
        { critical: true, tag: "issuewild", value: ";" },
        { critical: true, tag: "tbs", value: "Unknown" },
      ],
    });
  });

  it("tells no record from no name by nothing: neither is there", async () => {
    server.serves({ ...ROOT, "example.com": {} });
    await expect(dns.cname("example.com")).resolves.toEqual({ kind: "none" });
    await expect(dns.cname("example.org")).resolves.toEqual({ kind: "none" });
  });
});

describe("a failure", () => {
  it.each(["SERVFAIL", "REFUSED"] as const)("%s is the name's where the root answers", async (code) => {
    server.serves({ ...ROOT, "example.com": { NS: code } });
    await expect(dns.ns("example.com")).resolves.toEqual({ kind: "failed", reason: code });
  });

  it("is the resolver's where the root does not answer either", async () => {
    server.serves({ "": { NS: "SERVFAIL" }, "example.com": { NS: "SERVFAIL" } });
    await expect(dns.ns("example.com")).resolves.toEqual({
      kind: "unanswered",
      reason: `${server.address} does not answer (SERVFAIL)`,
    });
  });

  it("is the resolver's where nobody listens", async () => {
    const gone = await DnsServer.start();
    const { address } = gone;
    await gone.stop();
    const answer = await new ResolverDns(address).ns("example.com");
    expect(answer).toEqual({
      kind: "unanswered",
      reason: expect.stringContaining(`${address} does not answer (`),
    });
  });
});
