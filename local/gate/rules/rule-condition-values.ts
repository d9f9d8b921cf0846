import { queryError } from "../aws-error";
import type { AwsRequest } from "../aws-request";
import type { Rule } from "../rule";

const VALUES_PER_CONDITION = 3;
const VALUES_PER_RULE = 5;

/** `Conditions.member.2.PathPatternConfig.Values.member.1`, of query strings with `.Key` and `.Value`. */
const VALUE = /^Conditions\.member\.(\d+)\.(?:\w+Config\.)?(?:Regex)?Values\.member\.\d+/;

/**
 * A listener rule compares at most three values in a condition and five in all its conditions together.
 *
 * AWS: ValidationError, 400. The wording for the rule is AWS's own; that for one condition is ours, since only
 * the limit is documented.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
 */
export const ruleConditionValues: Rule = {
  name: "rule-condition-values",
  async answer(request) {
    if (request.action !== "CreateRule" && request.action !== "ModifyRule") {
      return undefined;
    }
    const counts = valuesByCondition(request);
    if (counts.reduce((sum, count) => sum + count, 0) > VALUES_PER_RULE) {
      return queryError("ValidationError", `A rule can only have '${VALUES_PER_RULE}' condition values`);
    }
    return counts.some((count) => count > VALUES_PER_CONDITION)
      ? queryError("ValidationError", `A condition can only have '${VALUES_PER_CONDITION}' values`)
      : undefined;
  },
};

function valuesByCondition(request: AwsRequest): number[] {
  const values = new Map<string, Set<string>>();
  for (const name of request.fields.keys()) {
    const [value, condition] = VALUE.exec(name) ?? [];
    if (value !== undefined && condition !== undefined) {
      values.set(condition, (values.get(condition) ?? new Set()).add(value));
    }
  }
  return [...values.values()].map((found) => found.size);
}
