import { bySpecificity, isPathPattern, withBarePath } from "../../../modules/edge/path-patterns";

/** Positions in a pattern that reading `text` can lead to: the pattern as a machine with one state a position. */
function step(pattern: string, states: ReadonlySet<number>, letter: string): Set<number> {
  const next = new Set<number>();
  for (const state of states) {
    const symbol = pattern[state];
    if (symbol === "*") {
      next.add(state);
    } else if (symbol === "?" || symbol === letter) {
      next.add(state + 1);
    }
  }
  return closure(pattern, next);
}

/** A `*` may match nothing. */
function closure(pattern: string, states: Set<number>): Set<number> {
  for (const state of states) {
    if (pattern[state] === "*") {
      states.add(state + 1);
    }
  }
  return states;
}

/** Whether every text that `inner` matches is matched by `outer`: exact, by walking both machines at once. */
function contains(outer: string, inner: string, alphabet: readonly string[]): boolean {
  const seen = new Set<string>();
  const open = [[closure(inner, new Set([0])), closure(outer, new Set([0]))] as const];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b] = pair;
    const key = `${[...a].sort()}|${[...b].sort()}`;
    if (a.size === 0 || seen.has(key)) {
      continue;
    }
    seen.add(key);
    if (a.has(inner.length) && !b.has(outer.length)) {
      return false;
    }
    for (const letter of alphabet) {
      open.push([step(inner, a, letter), step(outer, b, letter)]);
    }
  }
  return true;
}

/** A small generator with a seed, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

// "z" stands in no pattern, so a wildcard has something to match that no literal does.
const ALPHABET = ["a", "b", "/", "z"];

function patterns(count: number, seed: number): string[] {
  const next = random(seed);
  const letters = ["a", "a", "b", "/", "?", "*", "*"];
  return Array.from({ length: count }, () => {
    const length = Math.floor(next() * 6);
    return `/${Array.from({ length }, () => letters[Math.floor(next() * letters.length)]).join("")}`;
  });
}

describe("bySpecificity", () => {
  test.each([
    ["the longer tree", "/api/v2/*", "/api/*"],
    ["a tree before everything", "/api/*", "/*"],
    ["the bare path before a prefix", "/api", "/api*"],
    ["a literal before ?", "/api/v1/*", "/api/v?/*"],
    ["a fixed path before a wildcard", "/a/b", "/a/*"],
    ["an inner wildcard before an outer one", "/a/*/b", "/a/*b"],
    ["one open run before two", "/a*b", "/*a*b"],
    ["an extension below a tree", "/static/*.js", "/static/*"],
    ["a tree before an extension that crosses it", "/api/*", "/*.woff2"],
  ])("puts %s first", (_, first, second) => {
    expect([second, first].sort(bySpecificity)).toEqual([first, second]);
    expect([first, second].sort(bySpecificity)).toEqual([first, second]);
  });

  it("puts every pattern before one that contains it, for thousands of random pairs", () => {
    const all = patterns(220, 20_260_101);
    let strict = 0;
    for (const inner of all) {
      for (const outer of all) {
        if (contains(outer, inner, ALPHABET) && !contains(inner, outer, ALPHABET)) {
          strict += 1;
          if (bySpecificity(inner, outer) >= 0) {
            throw new Error(`${inner} is contained in ${outer} and does not stand before it`);
          }
        }
      }
    }
    expect(strict).toBeGreaterThan(2_000);
  });

  it("is a total order: one result whatever the input order", () => {
    const all = [...new Set(patterns(300, 7))];
    const expected = [...all].sort(bySpecificity);
    const next = random(11);
    for (let round = 0; round < 20; round += 1) {
      const shuffled = all
        .map((pattern) => ({ pattern, key: next() }))
        .sort((a, b) => a.key - b.key)
        .map(({ pattern }) => pattern);
      expect(shuffled.sort(bySpecificity)).toEqual(expected);
    }
    for (const pattern of all) {
      expect(bySpecificity(pattern, pattern)).toBe(0);
    }
  });
});

describe("the reference matcher", () => {
  test.each([
    ["/*", "/a/b", true],
    ["/a*", "/a", true],
    ["/a", "/a*", false],
    ["/?*", "/*?", true],
    ["/*?", "/?*", true],
    ["/a/*", "/a/*/b", true],
    ["/a/*/b", "/a/*", false],
    ["/*a", "/*aa", true],
    ["/*", "/**", true],
  ])("%s contains %s: %s", (outer, inner, expected) => {
    expect(contains(outer, inner, ALPHABET)).toBe(expected);
  });
});

describe("withBarePath", () => {
  test.each([
    ["/api/*", ["/api/*", "/api"]],
    ["/a/b/*", ["/a/b/*", "/a/b"]],
    ["/*", ["/*"]],
    ["/api*", ["/api*"]],
    ["/api", ["/api"]],
    ["/api/", ["/api/"]],
    ["/*/x/*", ["/*/x/*", "/*/x"]],
  ])("%s claims %j", (pattern, expected) => {
    expect(withBarePath(pattern)).toEqual(expected);
  });
});

describe("isPathPattern", () => {
  test.each([
    ["/", true],
    ["/*", true],
    ["/a-b_c.d~e/$f'g\"h@i:j+k&l?", true],
    [`/${"a".repeat(254)}`, true],
    [`/${"a".repeat(255)}`, false],
    ["", false],
    ["*", false],
    ["api/*", false],
    ["/a b", false],
    ["/é", false],
    ["/a#b", false],
  ])("%j: %s", (pattern, expected) => {
    expect(isPathPattern(pattern)).toBe(expected);
  });
});
