import type { Answer, Caa } from "../../../cli/preflight/dns/answers";
import { holdingCaa, verdictOf } from "../../../cli/preflight/dns/caa";

const issue = (value: string, tag = "issue", critical = false): Caa => ({ critical, tag, value });

/** A resolver that has CAA records at these names. */
function dnsOf(at: Readonly<Record<string, Answer<Caa>>>) {
  const asked: string[] = [];
  const caa = async (name: string): Promise<Answer<Caa>> => {
    asked.push(name);
    return at[name] ?? { kind: "none" };
  };
  return { caa, asked };
}

const records = (...all: readonly Caa[]): Answer<Caa> => ({ kind: "records", records: all });

describe("the records that hold for a name", () => {
  it("are those of the nearest name from it up, and the search ends there", async () => {
    const dns = dnsOf({
      "example.co.uk": records(issue("amazon.com")),
      "shop.example.co.uk": records(issue("letsencrypt.org")),
    });
    await expect(holdingCaa("www.shop.example.co.uk", dns)).resolves.toEqual({
      at: "shop.example.co.uk",
      records: [issue("letsencrypt.org")],
    });
    expect(dns.asked).toEqual(["www.shop.example.co.uk", "shop.example.co.uk"]);
  });

  it("are looked for up to the top-level domain, the root left out", async () => {
    const dns = dnsOf({});
    await expect(holdingCaa("www.example.com", dns)).resolves.toEqual({ kind: "none" });
    expect(dns.asked).toEqual(["www.example.com", "example.com", "com"]);
  });

  it("of a wildcard are looked for from the name below it", async () => {
    const dns = dnsOf({});
    await holdingCaa("*.example.com", dns);
    expect(dns.asked[0]).toBe("example.com");
  });

  it.each(["failed", "unanswered"] as const)("are not known where a name on the way %s", async (kind) => {
    const dns = dnsOf({
      "www.example.com": { kind, reason: "SERVFAIL" },
      "example.com": records(issue("amazon.com")),
    });
    await expect(holdingCaa("www.example.com", dns)).resolves.toMatchObject({ kind });
    expect(dns.asked).toEqual(["www.example.com"]);
  });
});

describe("what they mean for Amazon", () => {
  const verdict = (name: string, ...all: readonly Caa[]) =>
    verdictOf(name, { at: "example.com", records: all }).kind;

  it.each([
    "amazon.com",
    "amazontrust.com",
    "awstrust.com",
    "amazonaws.com",
    "Amazon.COM",
    " amazon.com ; x=y",
  ])("%j lets it issue", (value) => {
    expect(verdict("example.com", issue("letsencrypt.org"), issue(value))).toBe("allowed");
  });

  it.each(["letsencrypt.org", ";", "", "notamazon.com", "amazon.com.evil.org"])(
    "%j alone does not",
    (value) => {
      expect(verdict("example.com", issue(value))).toBe("forbidden");
    },
  );

  it("names those who may", () => {
    expect(
      verdictOf("example.com", { at: "example.com", records: [issue("letsencrypt.org"), issue(";")] }),
    ).toEqual({
      kind: "forbidden",
      why: "the CAA records of example.com let letsencrypt.org, nobody issue, and not Amazon",
    });
  });

  it("issuewild rules wildcards alone, and rules them alone", () => {
    const both = [issue("amazon.com"), issue("letsencrypt.org", "issuewild")];
    expect(verdict("example.com", ...both)).toBe("allowed");
    expect(verdict("*.example.com", ...both)).toBe("forbidden");
    expect(verdict("*.example.com", issue("letsencrypt.org"), issue("amazon.com", "issuewild"))).toBe(
      "allowed",
    );
    expect(verdict("*.example.com", issue("amazon.com"))).toBe("allowed");
  });

  it("records that name no authority forbid nobody", () => {
    expect(verdict("example.com", issue("mailto:ann@example.com", "iodef"))).toBe("allowed");
    expect(verdict("example.com", issue("letsencrypt.org", "issuewild"))).toBe("allowed");
  });

  it("a critical record of an unknown kind forbids all, one that is not critical nothing", () => {
    expect(verdict("example.com", issue("amazon.com"), issue("x", "tbs", true))).toBe("forbidden");
    expect(verdict("example.com", issue("amazon.com"), issue("x", "tbs"))).toBe("allowed");
    expect(verdict("example.com", issue("amazon.com", "issue", true))).toBe("allowed");
  });
});
