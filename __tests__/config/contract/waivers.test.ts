import { CHECKS } from "../../../cli/preflight/checks";
import { contractAcross } from "../../../config/contract/across";
import { allRules, waivableIds, waivableRules } from "../../../config/contract/all";
import { preflight } from "../../../config/contract/preflight";
import { environmentText, type Keys, load, warningsOf } from "../../../test-support/environments";

const REASON = "requests of the API end within ten seconds";
const NINE = Array.from({ length: 9 }, (_, index) => `n${index}.example.com`);

/** What the loader says, from the key on. */
function said(keys: Keys): string[] {
  return warningsOf(keys).map((line) => line.replace(/^.*production\.yaml:\d+:\d+ /, ""));
}

function waiving(rule: string): Keys {
  return { waivers: [{ rule, reason: REASON }] };
}

describe("a waiver", () => {
  it("takes the place of a warning, with its reason and with what the rule says", () => {
    expect(said({ loadBalancer: { idleTimeout: 90 } })).toEqual([
      expect.stringMatching(/^backends\.api\.deregistrationDelay: cuts off/),
    ]);
    expect(said({ loadBalancer: { idleTimeout: 90 }, ...waiving("drain") })).toEqual([
      expect.stringMatching(
        /^waivers\[0\]\.rule: drain is waived, "requests of the API .*": backends\.api\.deregistrationDelay cuts off/,
      ),
    ]);
  });

  it("of a quota lets the problem pass, and says so", () => {
    const names = { domain: { name: "example.com", aliases: NINE } };
    expect(() => load(environmentText(names), "production")).toThrow(/more than 10 names/);
    expect(said({ ...names, ...waiving("certificate-quota") })).toEqual([
      expect.stringMatching(/^waivers\[0\]\.rule: certificate-quota is waived, .* found 11 names/),
    ]);
  });

  it("of warnings lets no problem of the same rule pass", () => {
    const keys = {
      edge: { enabled: false },
      loadBalancer: { exposure: "cloudfront" },
      ...waiving("exposure"),
    };
    expect(() => load(environmentText(keys), "production")).toThrow(/must be internet/);
  });

  it("that waives nothing is a warning", () => {
    expect(said(waiving("drain"))).toEqual(["waivers[0].rule: has nothing to waive: drain holds; remove it"]);
    expect(said(waiving("tagged-copies"))).toEqual([
      "waivers[0].rule: has nothing to waive: tagged-copies holds; remove it",
    ]);
  });

  it("of what Terraform holds is said too, though nobody knows here whether it is needed", () => {
    const backends = { api: { targets: { type: "tags", tags: { Role: "api" } } } };
    expect(said({ backends, ...waiving("tagged-copies") })).toEqual([
      expect.stringMatching(
        /^waivers\[0\]\.rule: tagged-copies is waived, .*: that one instance bears the tags of api/,
      ),
    ]);
  });
});

describe("the rules", () => {
  const all = [...allRules, ...contractAcross];

  it("have an id of their own", () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter(({ id }) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([]);
  });

  it.each(all.map((rule) => [rule.id, rule] as const))(
    "%s says why, from where, and what to do",
    (_, rule) => {
      expect(rule.page).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|developer\.hashicorp\.com)\/[^ ]+$/);
      expect(rule.reason).toMatch(/^[A-Z].{20,}\.$/);
      expect(rule.remedy).toMatch(/^[A-Z].{10,}\.$/);
    },
  );

  it("of stage preflight are each looked for by ./gatehouse preflight", () => {
    const looked = new Set(CHECKS.map(({ id }) => id));
    expect(preflight.length).toBeGreaterThan(8);
    expect(preflight.filter(({ id }) => !looked.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it("that may be waived are those that warn, and quotas", () => {
    const quotas = [...waivableRules].flatMap(([id, waivable]) => (waivable === "everything" ? [id] : []));
    expect(quotas.sort()).toEqual([
      "certificate-quota",
      "distribution-quota",
      "rule-quota",
      "security-group-quota",
    ]);
    expect(waivableIds).toEqual([...waivableIds].sort());
    expect(waivableIds.length).toBeLessThan(all.length / 2);
  });
});
