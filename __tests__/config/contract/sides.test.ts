import { certificateNames } from "../../../config/certificate-names";
import { contract } from "../../../config/contract";
import { uncovered } from "../../../config/contract/covered";
import { shareTls } from "../../../config/contract/origin-tls";
import { DEFAULT_SSL_POLICY, protocolsOf } from "../../../modules/load-balancing/tls-policies";
import { SHAPE_NAMES, shape, synthShape } from "../../../test-support/shapes";
import { NAME_SIDES } from "./sides-names";
import { PATH_SIDES } from "./sides-paths";
import { SERVING_SIDES } from "./sides-serving";
import { outcomeOf } from "./support";

const SIDES = [...NAME_SIDES, ...PATH_SIDES, ...SERVING_SIDES];

/** No key of the file makes them break: what they compare is tested below. */
const OF_THE_CODE = ["origin-tls", "application-timeouts"];

it("every rule of stage synth is looked at on both sides", () => {
  const looked = new Set([...SIDES.map(({ rule }) => rule), ...OF_THE_CODE]);
  expect(contract.map(({ id }) => id).filter((id) => !looked.has(id))).toEqual([]);
  expect([...looked].filter((id) => !contract.some((rule) => rule.id === id))).toEqual([]);
});

describe.each(SIDES)("$rule: $what", ({ rule, holds, breaks, as }) => {
  it("holds", () => {
    expect(outcomeOf(rule, holds)).toMatchObject({ problems: [], warnings: [], unchecked: [] });
  });

  it(`is a ${as}`, () => {
    const { problems, warnings, unchecked } = outcomeOf(rule, breaks);
    const said = { problem: problems, warning: warnings, unchecked };
    expect(said[as].length).toBeGreaterThan(0);
    expect(as === "problem" ? [] : problems).toEqual([]);
  });
});

describe("names in certificates", () => {
  it.each<[string, string[], string[]]>([
    ["the name itself", ["example.com"], []],
    ["a wildcard of its level", ["*.example.com"], ["example.com"]],
    ["a wildcard one level up", ["*.com"], []],
    ["nothing", [], ["example.com"]],
  ])("of %s", (_, held, missing) => {
    expect(uncovered(["example.com"], held)).toEqual(missing);
  });

  it("two levels below a wildcard are not held", () => {
    expect(uncovered(["a.example.com", "a.b.example.com"], ["*.example.com"])).toEqual(["a.b.example.com"]);
  });

  it.each(SHAPE_NAMES)("%s: those that the rules know are those that are requested", (name) => {
    const { viewer, regional } = certificateNames(shape(name));
    const requested = Object.entries(synthShape(name).resource["aws_acm_certificate"] ?? {});
    const { certificates } = shape(name);
    const known = [
      ...(certificates.regional === undefined ? [["regional", regional] as const] : []),
      ...(certificates.viewer === undefined && viewer.length > 0 ? [["viewer", viewer] as const] : []),
    ];
    const namesOf = (body: Record<string, unknown>) =>
      [body["domain_name"], body["subject_alternative_names"] ?? []].flat().map(String).sort();
    expect(requested.map(([id, body]) => [id, namesOf(body)]).sort()).toEqual(
      known.map(([id, names]) => [id, [...names].sort()]).sort(),
    );
  });
});

it.each(SHAPE_NAMES)("%s: the behaviours that the quota counts are those of the distribution", (name) => {
  const [distribution] = Object.values(synthShape(name).resource["aws_cloudfront_distribution"] ?? {});
  if (distribution === undefined) return;
  const ordered = [distribution["ordered_cache_behavior"] ?? []].flat();
  const rule = contract.find(({ id }) => id === "distribution-quota");
  expect(rule?.subject(shape(name))).toMatch(`${ordered.length + 1} behaviours, `);
});

describe("TLS to the origin", () => {
  it.each([
    [DEFAULT_SSL_POLICY, true],
    ["ELBSecurityPolicy-TLS13-1-2-2021-06", true],
    ["ELBSecurityPolicy-TLS13-1-3-2021-06", false],
    ["ELBSecurityPolicy-TLS-1-2-2017-01", true],
    ["ELBSecurityPolicy-2016-08", true],
    ["ELBSecurityPolicy-unheard-of", false],
  ])("%s: %s", (policy, shared) => {
    expect(shareTls(["TLSv1.2"], policy)).toBe(shared);
  });

  it("a listener of TLS 1.0 and 1.1 alone is none of ours", () => {
    expect(protocolsOf("ELBSecurityPolicy-2016-08")).toEqual(["TLSv1", "TLSv1.1", "TLSv1.2"]);
    expect(shareTls(["TLSv1.3"], "ELBSecurityPolicy-TLS-1-2-2017-01")).toBe(false);
    expect(outcomeOf("origin-tls", {})).toMatchObject({ problems: [], unchecked: [] });
  });
});

it("what the application is set to is never taken for checked", () => {
  for (const keys of [{}, { edge: { enabled: false } }]) {
    expect(outcomeOf("application-timeouts", keys).unchecked).toHaveLength(1);
  }
  expect(outcomeOf("application-timeouts", { loadBalancer: { idleTimeout: 300 } }).subject).toBe(
    "Gunicorn's --timeout at most 60, --keep-alive above 300",
  );
});
