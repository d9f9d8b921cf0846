import { type Claim, claimProblems, planRules } from "../../../modules/load-balancing/rule-plan";

const claim = (change: Partial<Claim>): Claim => ({
  backend: "api",
  hosts: ["example.com"],
  paths: ["/api/*"],
  secret: true,
  ...change,
});
const hosts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `h${index}.example.com`);

describe("planRules", () => {
  it("claims the bare form of a pattern with it", () => {
    expect(planRules(claim({}))).toEqual([
      {
        key: "api /api/*",
        name: "api_any",
        pattern: "/api/*",
        pathValues: ["/api", "/api/*"],
        hosts: ["example.com"],
      },
    ]);
  });

  it.each([
    ["/*", []],
    ["/api/*", ["/api", "/api/*"]],
    ["/api*", ["/api*"]],
    ["/api", ["/api"]],
    ["/", ["/"]],
  ])("takes for %s the values %j", (pattern, values) => {
    expect(planRules(claim({ paths: [pattern] }))[0]?.pathValues).toEqual(values);
  });

  it.each([
    { secret: true, path: "/*", count: 3, rules: [3] },
    { secret: true, path: "/*", count: 4, rules: [3, 1] },
    { secret: true, path: "/api", count: 2, rules: [2] },
    { secret: true, path: "/api", count: 3, rules: [2, 1] },
    { secret: true, path: "/api/*", count: 1, rules: [1] },
    { secret: true, path: "/api/*", count: 3, rules: [1, 1, 1] },
    { secret: false, path: "/*", count: 3, rules: [3] },
    { secret: false, path: "/*", count: 4, rules: [3, 1] },
    { secret: false, path: "/api/*", count: 3, rules: [3] },
    { secret: false, path: "/api/*", count: 7, rules: [3, 3, 1] },
  ])(
    "with secret $secret splits $count hosts of $path into rules of $rules",
    ({ secret, path, count, rules }) => {
      const planned = planRules(claim({ secret, paths: [path], hosts: hosts(count) }));
      expect(planned.map((rule) => rule.hosts.length)).toEqual(rules);
      expect(planned.flatMap((rule) => rule.hosts)).toEqual(hosts(count));
      for (const rule of planned) {
        expect(rule.hosts.length).toBeLessThanOrEqual(3);
        expect((secret ? 2 : 0) + rule.hosts.length + rule.pathValues.length).toBeLessThanOrEqual(5);
      }
    },
  );

  it("names a further rule by its first host", () => {
    const planned = planRules(claim({ hosts: ["example.com", "www.example.com"] }));
    expect(planned.map(({ key, name }) => [key, name])).toEqual([
      ["api /api/*", "api_any"],
      ["api /api/* www.example.com", "api_any-at-www_example_com"],
    ]);
  });

  it("plans the same for another order of paths, and of hosts after the first", () => {
    const one = claim({ hosts: ["m.com", "z.com", "a.com"], paths: ["/b", "/a"], secret: false });
    const other = claim({ hosts: ["m.com", "a.com", "z.com"], paths: ["/a", "/b"], secret: false });
    expect(planRules(one)).toEqual(planRules(other));
    expect(planRules(one)[0]?.hosts).toEqual(["m.com", "a.com", "z.com"]);
  });

  it("leaves what it is given as it is", () => {
    const given = claim({ hosts: Object.freeze(["b.com", "a.com"]), paths: Object.freeze(["/b", "/a"]) });
    expect(() => planRules(given)).not.toThrow();
  });
});

describe("claimProblems", () => {
  const host128 = `${"a".repeat(124)}.com`;
  it.each([
    claim({}),
    claim({ hosts: ["*.example.com", "a-?.example.com"] }),
    claim({ hosts: [host128] }),
    claim({ paths: [`/${"a".repeat(127)}`] }),
    claim({ paths: ["/a*b?c*"], hosts: ["*.a.com"] }),
    claim({ paths: [`/_-.$~"'@:+&`] }),
  ])("accepts %j", (accepted) => {
    expect(claimProblems(accepted)).toEqual([]);
  });

  it.each([
    [claim({ hosts: [] }), "`hosts` must have at least one value"],
    [claim({ paths: [] }), "`paths` must have at least one value"],
    [claim({ hosts: ["a.com", "a.com"] }), "`hosts` must have each value once, got twice: a.com"],
    [claim({ paths: ["/a", "/a"] }), "`paths` must have each value once, got twice: /a"],
    [claim({ hosts: ["Example.com"] }), "`hosts` must have lower-case letters"],
    [claim({ hosts: ["localhost"] }), "at least one dot"],
    [claim({ hosts: [`a${host128}`] }), "at most 128 characters"],
    [claim({ hosts: ["a.com:8000"] }), "`hosts` must"],
    [claim({ paths: ["api/*"] }), '`paths` must begin with "/"'],
    [claim({ paths: ["/a b"] }), "`paths` must"],
    [claim({ paths: ["/ä"] }), "`paths` must"],
    [claim({ paths: [`/${"a".repeat(128)}`] }), "`paths` must"],
    [claim({ backend: "my-api" }), "`backend` must have lower-case letters and digits"],
    [claim({ paths: ["/a*b?c*d?"], hosts: ["*.*.com"] }), "at most 5 wildcards a rule, got 6: api /a*b?c*d?"],
    [claim({ paths: ["/*a*b*/*"] }), "at most 5 wildcards a rule, got 7: api /*a*b*/*"],
  ])("refuses %j", (refused, message) => {
    const problems = claimProblems(refused);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(message);
  });
});
