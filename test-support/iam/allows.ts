import type { Policy, Statement } from "../../cli/handover/iam/policy";
import type { Need } from "./needs";

/** Whether these policies together allow what a request needs, as IAM decides it for policies that only allow. */
export function allows(policies: readonly Policy[], need: Need): boolean {
  const statements = policies.flatMap(({ Statement }) => Statement);
  const fitting = statements.filter(
    ({ Action, Condition }) => Action.includes(need.action) && holds(Condition, need.context),
  );
  const covered = (resource: string) =>
    fitting.some(({ Resource }) => Resource.some((pattern) => like(pattern, resource)));
  return fitting.length > 0 && need.resources.every(covered);
}

/** The actions that policies allow. */
export function allowedActions(policies: readonly Policy[]): readonly string[] {
  return [...new Set(policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action)))].sort();
}

function holds(condition: Statement["Condition"], context: Need["context"]): boolean {
  return Object.entries(condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => {
      const values = context[key] ?? [];
      const among = (value: string) =>
        [expected]
          .flat()
          .some((each) => (operator.endsWith("StringLike") ? like(each, value) : each === value));
      return operator.startsWith("ForAllValues:")
        ? values.every(among)
        : values.length > 0 && values.every(among);
    }),
  );
}

/** `*` is anything. */
function like(pattern: string, value: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`).test(value);
}
