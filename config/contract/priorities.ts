import { LIMITS } from "../../modules/load-balancing/limits";
import type { Environment } from "../environment";
import { rulesOf } from "./listener-rules";
import type { Report, Rule } from "./rule";

export const priorities: Rule = {
  id: "priorities",
  reason: "A listener refuses two rules of one priority, and priorities end at 50000.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
  remedy: "Write another priority, or leave it out.",
  stage: "synth",
  waivable: "nothing",
  reads: ["backends", "domain", "loadBalancer", "edge"],
  subject({ backends }) {
    const pinned = Object.entries(backends).flatMap(([name, { priority }]) =>
      priority === undefined ? [] : [`${name} ${priority}`],
    );
    return pinned.length === 0 ? "none is pinned" : pinned.join(", ");
  },
  check(environment, report) {
    const owners = new Map<number, string>();
    for (const [name, { priority }] of Object.entries(environment.backends)) {
      if (priority !== undefined) take(environment, name, priority, owners, report);
    }
  },
};

/** A backend's rules stand in a row: the first has the priority that is written. */
function take(
  environment: Environment,
  name: string,
  priority: number,
  owners: Map<number, string>,
  report: Report,
): void {
  const path = ["backends", name, "priority"];
  const found = String(priority);
  const count = Math.max(1, placed(environment, name));
  const row = Array.from({ length: count }, (_, index) => priority + index);
  const taken = row.find((each) => owners.has(each));
  if (taken === priority) {
    const wrong = `is the priority of backend ${owners.get(taken)} too`;
    report.problem({ path, wrong, found, fix: "write another, or leave it out" });
  } else if (taken !== undefined) {
    const wrong = `begins a row of ${count} rules that meets backend ${owners.get(taken)}'s at ${taken}`;
    report.problem({ path, wrong, found, fix: "write one further away, or leave it out" });
  } else if (priority + count - 1 > LIMITS.HIGHEST_PRIORITY) {
    const last = LIMITS.HIGHEST_PRIORITY - count + 1;
    const wrong = `must leave room for the ${count} rules of the backend below ${LIMITS.HIGHEST_PRIORITY + 1}`;
    report.problem({ path, wrong, found, fix: `write at most ${last}, or leave it out` });
  }
  for (const each of row) owners.set(each, owners.get(each) ?? name);
}

/** How many rules get their priority from the backend, and not from what was adopted. */
function placed(environment: Environment, name: string): number {
  const { priorities: pins } = environment.adopted;
  return rulesOf(environment, name).filter(({ key }) => !Object.hasOwn(pins, key)).length;
}
