import { LIMITS } from "./limits";
import { CATCH_ALL } from "./rule-plan";

/**
 * How particular a rule is about the Host.
 *
 * - `exact`: host names that the backend lists, none with a wildcard
 * - `wildcard`: host names that the backend lists, one at least with a wildcard
 * - `environment`: every name of the environment, which is what a backend without hosts of its own answers to
 */
export type HostClass = "exact" | "wildcard" | "environment";

/** A run of priorities. */
export interface Band {
  readonly start: number;
  readonly width: number;
}

/**
 * The first priority that is given out; those below it are left to pins and to backends with one of their
 * own.
 */
export const FIRST_COMPUTED_PRIORITY = 1_000;

/** The last weight there is: five `?`, or what comes to as much. */
const HEAVIEST = 20;

/** The widths of one host class's bands. */
interface Widths {
  /** all patterns without a wildcard */
  readonly exact: number;
  /**
   * by length of the pattern, up to and including `upTo`: by weight from 1; the last width is that of all the
   * others
   */
  readonly lengths: readonly { readonly upTo: number; readonly weights: readonly number[] }[];
  readonly catchAll: number;
}

const WIDTHS: Readonly<Record<HostClass, Widths>> = {
  exact: {
    exact: 300,
    lengths: [
      { upTo: 24, weights: [120, 30, 6, 6, 1] },
      { upTo: 48, weights: [12, 4, 3, 3, 1] },
      { upTo: LIMITS.VALUE_LENGTH, weights: [4, 2, 1] },
    ],
    catchAll: 3_000,
  },
  wildcard: {
    exact: 100,
    lengths: [
      { upTo: 24, weights: [80, 20, 6, 6, 1] },
      { upTo: 48, weights: [12, 4, 3, 3, 1] },
      { upTo: LIMITS.VALUE_LENGTH, weights: [4, 2, 1] },
    ],
    catchAll: 1_000,
  },
  environment: {
    exact: 2_000,
    lengths: [
      { upTo: 24, weights: [580, 150, 40, 40, 5] },
      { upTo: 48, weights: [60, 24, 8, 8, 1] },
      { upTo: LIMITS.VALUE_LENGTH, weights: [10, 5, 3, 3, 1] },
    ],
    catchAll: 2_000,
  },
};

const BANDS: ReadonlyMap<string, Band> = buildBands();

/**
 * The band of a rule, by its host class and its pattern alone.
 *
 * | host class | stands | exact patterns | length 128 .. 49 | length 48 .. 25 | length 24 .. 1 | catch-all |
 * |---|---|---|---|---|---|---|
 * | `exact` | first, from 1000 on | 300 | 4, 2, 1 ... | 12, 4, 3, 3, 1 ... | 120, 30, 6, 6, 1 ... | 3000 |
 * | `wildcard` | second | 100 | 4, 2, 1 ... | 12, 4, 3, 3, 1 ... | 80, 20, 6, 6, 1 ... | 1000 |
 * | `environment` | last | 2000 | 10, 5, 3, 3, 1 ... | 60, 24, 8, 8, 1 ... | 580, 150, 40, 40, 5 ... | 2000 |
 *
 * Inside a host class the order is: patterns without a wildcard; then each length of its own, the longest
 * first; then the catch-all. A cell with commas gives, for one length, the widths of the bands of weight 1,
 * 2, 3 ... 20, lightest first.
 *
 * The *length* is that of the shortest path the rule takes: a `?` counts, a `*` does not, and neither does
 * the `/` before the final `*` of `/x/*`, since that rule takes `/x` too. The *weight* is four for each `?`
 * and two for each `*`, and one less for a rule that takes `/x` and `/x/*` but not `/xy`. In both, wildcards
 * that stand side by side are as few as say the same (`*?*` is `?*`).
 *
 * Why this is monotone, that is, why a rule whose paths all belong to another rule of its class stands before
 * it:
 *
 * 1. Its shortest path is one of the other's, so it is as long or longer; if longer, its band comes first.
 * 2. If as long, it matches the other's shortest paths in no more ways, so it has d >= 0 fewer `?`.
 *    - d = 0: both have the same letters in the same places. Where it has a `*`, the other needs one to
 *      absorb the same letters, so it has fewer, or as many and the other is the plain pattern (`/x` with
 *      `/x/*` under `/x*`): lighter.
 *    - d > 0: each letter that is a `?` in the other lets the other do with one `*` less at most. So it has
 *      at most d more `*`, hence at most 2d more weight for those, against 4d less for the `?`: lighter.
 *
 * @throws when the pattern is none that a load balancer takes
 */
export function bandOf(hostClass: HostClass, pattern: string): Band {
  const band = BANDS.get(bandKey(hostClass, ...levelOf(pattern)));
  if (band === undefined) {
    throw new Error(
      `a path pattern must begin with "/" and have at most ${LIMITS.VALUE_LENGTH} characters and ${LIMITS.WILDCARDS_PER_RULE} wildcards, got: ${JSON.stringify(pattern)}`,
    );
  }
  return band;
}

type Level = readonly [length: number | "exact" | "catch-all", weight: number];

function levelOf(pattern: string): Level {
  if (!pattern.startsWith("/")) {
    return [0, 0];
  }
  if (!/[*?]/.test(pattern)) {
    return pattern.length > LIMITS.VALUE_LENGTH ? [0, 0] : ["exact", 0];
  }
  const plain = withoutRedundancy(pattern);
  if (plain === CATCH_ALL) {
    return ["catch-all", 0];
  }
  const base = pattern.endsWith("/*") ? plain.slice(0, -2) : undefined;
  // `/a*/*` with its bare form `/a*` is `/a*`
  const bare = base !== undefined && !base.endsWith("*");
  const weighed = base === undefined ? plain : bare ? `${base}*` : base;
  return [count(weighed, /[^*]/g), 4 * count(weighed, /\?/g) + 2 * count(weighed, /\*/g) - (bare ? 1 : 0)];
}

/** In a run of wildcards only the number of `?` counts, and whether there is a `*`. */
function withoutRedundancy(pattern: string): string {
  return pattern.replace(/[*?]+/g, (run) => run.replaceAll("*", "") + (run.includes("*") ? "*" : ""));
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0;
}

function bandKey(hostClass: HostClass, length: Level[0], weight: number): string {
  return `${hostClass} ${length} ${weight}`;
}

function buildBands(): Map<string, Band> {
  const bands = new Map<string, Band>();
  let start = FIRST_COMPUTED_PRIORITY;
  const add = (key: string, width: number): void => {
    bands.set(key, { start, width });
    start += width;
  };
  for (const hostClass of ["exact", "wildcard", "environment"] as const) {
    const widths = WIDTHS[hostClass];
    add(bandKey(hostClass, "exact", 0), widths.exact);
    for (let length = LIMITS.VALUE_LENGTH; length >= 1; length--) {
      const weights = widths.lengths.find((range) => length <= range.upTo)?.weights ?? [];
      for (let weight = 1; weight <= HEAVIEST; weight++) {
        add(bandKey(hostClass, length, weight), weights[weight - 1] ?? weights.at(-1) ?? 1);
      }
    }
    add(bandKey(hostClass, "catch-all", 0), widths.catchAll);
  }
  if (start > LIMITS.HIGHEST_PRIORITY + 1) {
    throw new Error(`the bands end at ${start - 1}, above ${LIMITS.HIGHEST_PRIORITY}`);
  }
  return bands;
}
