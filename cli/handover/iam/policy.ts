import type { Configuration } from "../configuration";
import { type Condition, conditionOf } from "./conditions";
import { arnsOf, type Scope, scopeOf } from "./scopes";

/** A statement of an IAM policy; ours only ever allow. */
export interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: Condition;
}

export interface Policy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

/**
 * A managed policy has at most so many characters, white space not counted.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export const MOST_CHARACTERS = 6144;

/** The statements that allow these actions, each on no more than it is about. */
export function statementsFor(
  actions: readonly string[],
  configuration: Configuration,
): readonly Statement[] {
  const groups = new Map<string, { scope: Scope; condition: Condition | undefined; actions: string[] }>();
  for (const action of [...new Set(actions)].sort()) {
    const scope = scopeOf(action);
    const condition = conditionOf(action, configuration);
    const sid = condition === undefined ? scope : action.replace(/^\w+:/, "");
    const group = groups.get(sid) ?? { scope, condition, actions: [] };
    group.actions.push(action);
    groups.set(sid, group);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sid, { scope, condition, actions: allowed }]) => ({
      Sid: `${sid.slice(0, 1).toUpperCase()}${sid.slice(1)}`,
      Effect: "Allow",
      Action: allowed,
      Resource: arnsOf(scope, configuration),
      ...(condition && { Condition: condition }),
    }));
}

/** As many policies as their size asks for, each statement in one of them. */
export function policiesOf(statements: readonly Statement[]): readonly Policy[] {
  const policies: Statement[][] = [];
  for (const statement of statements) {
    const last = policies.at(-1);
    if (last !== undefined && charactersOf(policy([...last, statement])) <= MOST_CHARACTERS) {
      last.push(statement);
    } else {
      policies.push([statement]);
    }
  }
  return policies.map(policy);
}

export function policyText(of: Policy): string {
  return `${JSON.stringify(of, undefined, 2)}\n`;
}

export function charactersOf(of: Policy): number {
  return JSON.stringify(of).replace(/\s/g, "").length;
}

function policy(Statement: readonly Statement[]): Policy {
  return { Version: "2012-10-17", Statement };
}
