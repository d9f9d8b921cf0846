import type { Environment } from "../environment";
import type { Problem } from "../report";
import type { LaterRule, Rule } from "./rule";

/** A waiver of one rule, and which of the file's it is. */
export interface Waiver {
  readonly index: number;
  readonly reason: string;
}

/** What came of asking one rule about one environment. */
export interface Outcome {
  readonly rule: Rule | LaterRule;
  /** what was looked at, or what will be */
  readonly subject: string;
  /** the keys that are wrong in themselves, for which the rule was not asked */
  readonly broken: readonly string[];
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
  /** what the file does not tell, and who does */
  readonly unchecked: readonly string[];
  readonly waiver?: Waiver | undefined;
  /** what the waiver let pass */
  readonly waived: readonly Problem[];
}

const NOTHING = { broken: [], problems: [], warnings: [], unchecked: [], waived: [] };

/** Asks every rule, with what a waiver takes out of the answers. */
export function evaluate(
  rules: readonly (Rule | LaterRule)[],
  environment: Environment,
  broken: ReadonlySet<string>,
): Outcome[] {
  // A waiver that is wrong in itself is said; the rules are asked as if there were none.
  const waivers = broken.has("waivers") ? [] : environment.waivers;
  return rules.map((rule) => {
    const index = waivers.findIndex((each) => each.rule === rule.id);
    const waiver = waivers[index] && { index, reason: waivers[index].reason };
    const unread = rule.reads.filter((key) => broken.has(key));
    if (unread.length > 0) return { ...NOTHING, rule, subject: unread.join(", "), broken: unread };
    return rule.stage === "synth" ? asked(rule, environment, waiver) : later(rule, environment, waiver);
  });
}

function asked(rule: Rule, environment: Environment, waiver: Waiver | undefined): Outcome {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const unchecked: string[] = [];
  rule.check(environment, {
    problem: (each) => problems.push(each),
    warning: (each) => warnings.push(each),
    unchecked: (what) => unchecked.push(what),
  });
  const outcome = {
    ...NOTHING,
    rule,
    // Only `check` prints it.
    get subject() {
      return rule.subject(environment);
    },
    problems,
    warnings,
    unchecked,
    waiver,
  };
  if (waiver === undefined || rule.waivable === "nothing") return outcome;
  return rule.waivable === "everything"
    ? { ...outcome, problems: [], warnings: [], waived: [...problems, ...warnings] }
    : { ...outcome, warnings: [], waived: warnings };
}

function later(rule: LaterRule, environment: Environment, waiver: Waiver | undefined): Outcome {
  const subject = rule.asks(environment);
  return subject === undefined
    ? { ...NOTHING, rule, subject: "nothing to look at here", waiver }
    : { ...NOTHING, rule, subject, unchecked: [subject], waiver };
}
