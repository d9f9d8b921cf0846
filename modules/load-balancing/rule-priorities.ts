import { createHash } from "node:crypto";
import { LIMITS } from "./limits";
import { repeated } from "./problems";
import { bandOf, type HostClass } from "./rule-bands";

export { bandOf, FIRST_COMPUTED_PRIORITY, type HostClass } from "./rule-bands";

/** What a rule's priority depends on: nothing but itself. */
export interface RuleToPlace {
  /** `<backend> <pattern>`, and the first host of a further rule for the same pattern */
  readonly key: string;
  readonly hostClass: HostClass;
  readonly pattern: string;
  /**
   * the priority that the backend asks for: its rules take this one and those that follow, the most specific
   * first
   *
   * @default computed
   */
  readonly base?: number;
}

/** A rule that does not have the slot that its key alone would give it. */
export interface PriorityCollision {
  readonly key: string;
  /** the rule that has that slot */
  readonly displacedBy: string;
}

export interface Priorities {
  readonly priorities: Readonly<Record<string, number>>;
  /** rules that may move when the one that displaced them goes; a pin holds them */
  readonly collisions: readonly PriorityCollision[];
}

/**
 * Gives each rule of a listener a priority from 1 to 50000, with no memory of earlier runs:
 *
 * - *stable*: a rule's slot is a function of its own key, host class and pattern. Adding, removing and
 *   reordering other rules changes no priority, except that of a rule listed in `collisions`.
 * - *monotone*: of two rules of which one takes a part of what the other takes, the narrower has the lower
 *   priority, so that it is asked first. Exact hosts stand before wildcard hosts before the environment's
 *   names, and within a class the narrower path pattern before the wider (`bandOf` tells how). Hosts of one
 *   class are taken to be the same or apart: for `*.a.example.com` inside `*.example.com` pin the one or the
 *   other.
 *
 * The slot is the SHA-256 of the key, modulo the width of the band. When two rules have the same, the one
 * with the smaller hash keeps it and the other takes the next free one of the band; that other stands in
 * `collisions`.
 *
 * @param pins priorities by rule key, that win over everything; those of rules that are gone are ignored
 * @throws one error with every problem: duplicate keys, priorities that are out of range or asked for twice,
 *   a full band
 *
 * @example
 * assignPriorities(
 *   [
 *     { key: "api /api/*", hostClass: "environment", pattern: "/api/*" },
 *     { key: "web /*", hostClass: "environment", pattern: "/*" },
 *   ],
 *   { "web /*": 50000 },
 * ).priorities; // => { "api /api/*": 44148, "web /*": 50000 }
 */
export function assignPriorities(
  rules: readonly RuleToPlace[],
  pins: Readonly<Record<string, number>> = {},
): Priorities {
  const problems = repeated(rules.map((rule) => rule.key)).map((key) => `rule \`${key}\` is there twice`);
  const owners = new Map<number, string>();
  const priorities = new Map<string, number>();
  const collisions: PriorityCollision[] = [];

  for (const [key, priority] of askedFor(rules, pins)) {
    problems.push(...priorityProblems(key, priority, owners.get(priority)));
    owners.set(priority, key);
    priorities.set(key, priority);
  }
  for (const rule of rules.filter(({ key }) => !priorities.has(key)).sort(byHash)) {
    const slots = slotsOf(rule);
    const free = slots.find((slot) => !owners.has(slot));
    if (free === undefined) {
      problems.push(`rule \`${rule.key}\` finds all ${slots.length} priorities of its kind taken: pin it`);
      continue;
    }
    const displacedBy = owners.get(slots[0] ?? free);
    if (displacedBy !== undefined) {
      collisions.push({ key: rule.key, displacedBy });
    }
    owners.set(free, rule.key);
    priorities.set(rule.key, free);
  }
  if (problems.length > 0) {
    throw new Error(`listener rule priorities:\n  ${problems.join("\n  ")}`);
  }
  return { priorities: Object.fromEntries([...priorities].sort(byPriority)), collisions };
}

/**
 * The host class of a backend by the names it answers to. A backend that answers to every name of the
 * environment is of class `environment` however it came to them, since its rules hold those of any other.
 */
export function hostClassOf(hosts: readonly string[], environmentHosts: readonly string[]): HostClass {
  if (environmentHosts.every((host) => hosts.includes(host))) {
    return "environment";
  }
  return hosts.some((host) => /[*?]/.test(host)) ? "wildcard" : "exact";
}

/** Pins, and what backends ask for: each backend's rules in a row, the most specific first. */
function askedFor(rules: readonly RuleToPlace[], pins: Readonly<Record<string, number>>): [string, number][] {
  const pinned = rules.flatMap(({ key }): [string, number][] => {
    const pin = Object.hasOwn(pins, key) ? pins[key] : undefined;
    return pin === undefined ? [] : [[key, pin]];
  });
  const isPinned = new Set(pinned.map(([key]) => key));
  const taken = new Map<string, number>();
  const asked = [...rules].sort(bySpecificity).flatMap(({ key, base }): [string, number][] => {
    if (base === undefined || isPinned.has(key)) {
      return [];
    }
    const run = `${backendOf(key)} ${base}`;
    const offset = taken.get(run) ?? 0;
    taken.set(run, offset + 1);
    return [[key, base + offset]];
  });
  return [...pinned, ...asked];
}

function priorityProblems(key: string, priority: number, owner: string | undefined): string[] {
  const { LOWEST_PRIORITY, HIGHEST_PRIORITY } = LIMITS;
  if (!Number.isInteger(priority) || priority < LOWEST_PRIORITY || priority > HIGHEST_PRIORITY) {
    return [
      `rule \`${key}\` must have a priority from ${LOWEST_PRIORITY} to ${HIGHEST_PRIORITY}, got: ${priority}`,
    ];
  }
  return owner === undefined || owner === key
    ? []
    : [`rules \`${owner}\` and \`${key}\` both ask for priority ${priority}`];
}

/** All priorities of the rule's band, from its own slot on and around. */
function slotsOf(rule: RuleToPlace): number[] {
  const { start, width } = bandOf(rule.hostClass, rule.pattern);
  const own = Number.parseInt(hash(rule.key).slice(0, 12), 16) % width;
  return Array.from({ length: width }, (_, step) => start + ((own + step) % width));
}

function hash(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

function backendOf(key: string): string {
  return key.split(" ", 1)[0] ?? key;
}

function byHash(a: RuleToPlace, b: RuleToPlace): number {
  return hash(a.key) < hash(b.key) ? -1 : 1;
}

function bySpecificity(a: RuleToPlace, b: RuleToPlace): number {
  const bands = bandOf(a.hostClass, a.pattern).start - bandOf(b.hostClass, b.pattern).start;
  return bands !== 0 ? bands : a.key < b.key ? -1 : 1;
}

function byPriority(a: [string, number], b: [string, number]): number {
  return a[1] - b[1];
}
