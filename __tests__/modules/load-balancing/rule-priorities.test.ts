import { planRules } from "../../../modules/load-balancing/rule-plan";
import {
  assignPriorities,
  bandOf,
  FIRST_COMPUTED_PRIORITY,
  type HostClass,
  hostClassOf,
  type RuleToPlace,
} from "../../../modules/load-balancing/rule-priorities";

const CLASSES: readonly HostClass[] = ["exact", "wildcard", "environment"];

function rule(backend: string, pattern: string, hostClass: HostClass = "environment"): RuleToPlace {
  return { key: `${backend} ${pattern}`, hostClass, pattern };
}

/** A generator that gives the same numbers on every run. */
function generator(start: number): (below: number) => number {
  let seed = start;
  return (below) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
}

/** Every text of these characters, from `least` to `most` of them, after a slash. */
function paths(characters: string, most: number): string[] {
  let longest = ["/"];
  const all = ["/"];
  for (let step = 0; step < most; step++) {
    longest = longest.flatMap((text) => [...characters].map((character) => text + character));
    all.push(...longest);
  }
  return all;
}

/** The reference: what the rule for a pattern matches, read off AWS's own definition of `*` and `?`. */
function matcher(pattern: string): RegExp {
  const alternatives = planRules({ backend: "a", hosts: ["a.com"], paths: [pattern], secret: false })
    .flatMap(({ pathValues }) => (pathValues.length > 0 ? pathValues : ["/*"]))
    .map((value) => value.replaceAll("?", ".").replaceAll("*", ".*"));
  return new RegExp(`^(?:${alternatives.join("|")})$`, "s");
}

/** Which of the sample paths a pattern's rule matches, as bits. */
function matchesOf(pattern: string, samples: readonly string[]): Uint32Array {
  const bits = new Uint32Array(Math.ceil(samples.length / 32));
  const regexp = matcher(pattern);
  samples.forEach((sample, index) => {
    if (regexp.test(sample)) {
      bits[index >>> 5] = (bits[index >>> 5] ?? 0) | (1 << (index & 31));
    }
  });
  return bits;
}

function isStrictlyInside(a: Uint32Array, b: Uint32Array): boolean {
  let smaller = false;
  for (let word = 0; word < a.length; word++) {
    const inA = a[word] ?? 0;
    const inB = b[word] ?? 0;
    if ((inA & ~inB) !== 0) {
      return false;
    }
    smaller ||= inA !== inB;
  }
  return smaller;
}

/** The pairs of which the first is inside the second and yet not asked before it. */
function misplaced(
  patterns: readonly string[],
  samples: readonly string[],
): { pairs: number; wrong: string[] } {
  const known = patterns.map((pattern) => {
    const { start, width } = bandOf("environment", pattern);
    return { pattern, start, last: start + width - 1, bits: matchesOf(pattern, samples) };
  });
  const wrong: string[] = [];
  let pairs = 0;
  for (const narrow of known) {
    for (const wide of known) {
      if (isStrictlyInside(narrow.bits, wide.bits)) {
        pairs++;
        if (narrow.last >= wide.start) {
          wrong.push(`${narrow.pattern} in ${wide.pattern}`);
        }
      }
    }
  }
  return { pairs, wrong };
}

function wildcards(pattern: string): number {
  return pattern.replace(/[^*?]/g, "").length;
}

describe("bands", () => {
  it("put a pattern that is inside another before it: every pattern of up to five characters", () => {
    const patterns = [...paths("/a*?", 4), ...paths("/a*", 5)];
    const { pairs, wrong } = misplaced([...new Set(patterns)], paths("/az", 7));
    expect(wrong).toEqual([]);
    expect(pairs).toBeGreaterThan(10_000);
  });

  it("put a pattern that is inside another before it: random chains, each made by narrowing the one before", () => {
    const random = generator(7);
    for (let round = 0; round < 2_000; round++) {
      let wide = "/*";
      for (let step = 0; step < 6; step++) {
        const at = random(wide.length);
        const narrower = wide.charAt(at) === "*" ? ["a*", "*b", "?*", "", "/*", "*/c"] : ["a", "b"];
        const replaced = /[*?]/.test(wide.charAt(at))
          ? (narrower[random(narrower.length)] ?? "a")
          : wide.charAt(at);
        const narrow = wide.slice(0, at) + replaced + wide.slice(at + 1);
        // The bare form makes a rule wider than its pattern; the exhaustive test above covers it.
        const bare = narrow.endsWith("/*") && !wide.endsWith("*");
        if (
          at === 0 ||
          bare ||
          wildcards(narrow) > 5 ||
          bandOf("exact", narrow).start === bandOf("exact", wide).start
        ) {
          continue;
        }
        expect([narrow, wide, bandOf("exact", narrow).start < bandOf("exact", wide).start]).toEqual([
          narrow,
          wide,
          true,
        ]);
        wide = narrow;
      }
    }
  });

  it("put exact hosts before wildcard hosts before the environment's, whatever the path", () => {
    const [exact, wildcard, environment] = CLASSES.map((hostClass) =>
      ["/", "/a/b/c", "/a*", "/x/*", "/*"].map((pattern) => bandOf(hostClass, pattern).start),
    );
    expect(Math.max(...(exact ?? []))).toBeLessThan(Math.min(...(wildcard ?? [])));
    expect(Math.max(...(wildcard ?? []))).toBeLessThan(Math.min(...(environment ?? [])));
  });

  it.each([
    ["exact", "/", 1_000, 300],
    ["exact", "/*", 8_404, 3_000],
    ["wildcard", "/", 11_404, 100],
    ["wildcard", "/*", 17_408, 1_000],
    ["environment", "/", 18_408, 2_000],
    ["environment", "/api/*", 43_952, 580],
    ["environment", "/*", 47_512, 2_000],
  ] as const)(
    "of %s %s are where they always were: moving one changes priorities in use",
    (hostClass, pattern, start, width) => {
      expect(bandOf(hostClass, pattern)).toEqual({ start, width });
    },
  );

  it("lie between the first computed priority and 50000, up to the longest and most complicated pattern", () => {
    const patterns = [
      "/",
      "/*",
      "/?????",
      `/${"a".repeat(127)}`,
      `/${"a".repeat(126)}*`,
      `/${"a".repeat(122)}?????`,
    ];
    for (const hostClass of CLASSES) {
      for (const pattern of patterns) {
        const { start, width } = bandOf(hostClass, pattern);
        expect(start).toBeGreaterThanOrEqual(FIRST_COMPUTED_PRIORITY);
        expect(width).toBeGreaterThanOrEqual(1);
        expect(start + width - 1).toBeLessThanOrEqual(50_000);
      }
    }
  });

  it.each(["api", "*", "", "/??????", `/${"a".repeat(128)}`, `/${"a".repeat(128)}*`])(
    "have no place for %j",
    (pattern) => {
      expect(() => bandOf("exact", pattern)).toThrow("a path pattern must");
    },
  );
});

describe("assignPriorities", () => {
  /** Rules as an environment may have them, each key once. */
  function rules(random: (below: number) => number, count: number): RuleToPlace[] {
    const all = Array.from({ length: count }, (_, index) => {
      const words = ["api", "v1", "admin", "static", "users", "a-much-longer-segment", "health"];
      const depth = random(4);
      const path = Array.from({ length: depth }, () => words[random(words.length)]).join("/");
      const end = ["", "/*", "*", "/*/edit"][random(4)];
      return rule(`b${index}`, `/${path}${path === "" ? "*" : end}`, CLASSES[random(3)]);
    });
    return all;
  }

  it("gives a rule the priority of its own key, whatever else there is, but for those listed as displaced", () => {
    const random = generator(11);
    for (let round = 0; round < 200; round++) {
      const some = rules(random, 30);
      const without = some.filter(() => random(3) > 0);
      const shuffled = [...some].sort(() => random(3) - 1);
      const full = assignPriorities(some);
      expect(assignPriorities(shuffled)).toEqual(full);
      const fewer = assignPriorities(without);
      const displaced = new Set([...full.collisions, ...fewer.collisions].map(({ key }) => key));
      for (const { key } of without.filter((one) => !displaced.has(one.key))) {
        expect([key, fewer.priorities[key]]).toEqual([key, full.priorities[key]]);
        expect(assignPriorities(some.filter((one) => one.key === key)).priorities[key]).toBe(
          full.priorities[key],
        );
      }
    }
  });

  it("gives each rule one within its band, and none twice", () => {
    const random = generator(13);
    for (let round = 0; round < 100; round++) {
      const some = rules(random, 60);
      const { priorities } = assignPriorities(some);
      expect(new Set(Object.values(priorities)).size).toBe(some.length);
      for (const { key, hostClass, pattern } of some) {
        const { start, width } = bandOf(hostClass, pattern);
        expect(priorities[key]).toBeGreaterThanOrEqual(start);
        expect(priorities[key]).toBeLessThan(start + width);
      }
    }
  });

  it("rarely displaces: the five backends of a large environment", () => {
    const random = generator(17);
    let collisions = 0;
    for (let round = 0; round < 200; round++) {
      const some = Array.from({ length: 5 }, (_, index) => rule(`b${index}x${random(1e6)}`, "/api/*"));
      collisions += assignPriorities(some).collisions.length;
    }
    expect(collisions).toBeLessThan(10);
  });

  it("settles two rules of one slot by their hashes, and reports the one that yields", () => {
    const pattern = `/${"a".repeat(60)}*`;
    const { start, width } = bandOf("wildcard", pattern);
    expect(width).toBe(2);
    const all = ["a", "b", "c", "d", "e", "f"].map((backend) => rule(backend, pattern, "wildcard"));
    const alone = all.map((one) => assignPriorities([one]).priorities[one.key]);
    const first = all.find((_, index) => alone[index] === start);
    const same = all.find((one, index) => alone[index] === start && one !== first);
    if (first === undefined || same === undefined) {
      throw new Error("the test needs two keys with the same slot");
    }
    const { priorities, collisions } = assignPriorities([first, same]);
    expect(assignPriorities([same, first])).toEqual({ priorities, collisions });
    expect(collisions).toHaveLength(1);
    expect(Object.values(priorities).sort()).toEqual([start, start + 1]);
    expect(priorities[collisions[0]?.displacedBy ?? ""]).toBe(start);
    expect(priorities[collisions[0]?.key ?? ""]).toBe(start + 1);
  });

  it("refuses what does not fit into a band, and takes it when it is pinned", () => {
    const pattern = `/${"a".repeat(60)}*`;
    const all = ["a", "b", "c"].map((backend) => rule(backend, pattern, "wildcard"));
    expect(() => assignPriorities(all)).toThrow(
      /rule `. .*` finds all 2 priorities of its kind taken: pin it/,
    );
    expect(assignPriorities(all, { [`b ${pattern}`]: 7 }).priorities[`b ${pattern}`]).toBe(7);
  });

  it("lets a pin win, and moves who stood there", () => {
    const [api, web] = [rule("api", "/api/*"), rule("web", "/web/*")];
    const own = assignPriorities([api, web]).priorities["api /api/*"] ?? 0;
    const { priorities, collisions } = assignPriorities([api, web], { "web /web/*": own, "gone /x": 5 });
    expect(priorities).toEqual({ "web /web/*": own, "api /api/*": own + 1 });
    expect(collisions).toEqual([{ key: "api /api/*", displacedBy: "web /web/*" }]);
  });

  it("gives a backend's rules the priorities from its own on, the most specific first", () => {
    const some = ["/*", "/api/*", "/api/v1/*", "/login"].map((path) => ({ ...rule("api", path), base: 100 }));
    expect(assignPriorities([...some].reverse(), { "api /api/*": 90 }).priorities).toEqual({
      "api /api/*": 90,
      "api /login": 100,
      "api /api/v1/*": 101,
      "api /*": 102,
    });
  });

  it.each([
    [1, true],
    [50_000, true],
    [0, false],
    [50_001, false],
    [1.5, false],
  ])("with a pin at %d: %s", (pin, accepted) => {
    const assign = () => assignPriorities([rule("api", "/*")], { "api /*": pin });
    if (accepted) {
      expect(assign().priorities).toEqual({ "api /*": pin });
    } else {
      expect(assign).toThrow(`rule \`api /*\` must have a priority from 1 to 50000, got: ${pin}`);
    }
  });

  it("names every problem at once", () => {
    const some = [
      { ...rule("api", "/a"), base: 10 },
      { ...rule("web", "/b"), base: 10 },
      { ...rule("big", "/c"), base: 50_001 },
      rule("twice", "/"),
      rule("twice", "/"),
      rule("pin", "/p"),
    ];
    expect(() => assignPriorities(some, { "pin /p": 10 })).toThrow(
      [
        "listener rule priorities:",
        "rule `twice /` is there twice",
        "rules `pin /p` and `api /a` both ask for priority 10",
        "rule `big /c` must have a priority from 1 to 50000, got: 50001",
        "rules `api /a` and `web /b` both ask for priority 10",
      ].join("\n  "),
    );
  });

  it("places nothing when there is nothing", () => {
    expect(assignPriorities([])).toEqual({ priorities: {}, collisions: [] });
  });
});

describe("hostClassOf", () => {
  const environment = ["example.com", "www.example.com"];
  it.each([
    [["example.com", "www.example.com"], "environment"],
    [["www.example.com", "example.com", "more.example.com"], "environment"],
    [["example.com"], "exact"],
    [["api.example.com"], "exact"],
    [["*.example.com"], "wildcard"],
    [["example.com", "*.example.com"], "wildcard"],
  ])("of %j is %s", (hosts, hostClass) => {
    expect(hostClassOf(hosts, environment)).toBe(hostClass);
  });
});
