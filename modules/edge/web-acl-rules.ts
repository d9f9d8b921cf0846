import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { withBarePath } from "./path-patterns";

/** What the rules are made of. */
export interface WebAclRuleOptions {
  /** whether what a rule matches is refused, or counted and answered all the same */
  readonly mode: "count" | "block";
  /** path patterns of the backends; undefined where they have every path */
  readonly patterns: readonly string[] | undefined;
  /** requests of one address in the window, and the window in seconds */
  readonly rateLimit: { readonly requests: number; readonly window: number };
}

/** The part of a statement that our rules use, in Terraform's words: the provider has no type for one. */
type Statement =
  | { readonly managed_rule_group_statement: object }
  | { readonly rate_based_statement: object }
  | { readonly regex_match_statement: object }
  | { readonly label_match_statement: { readonly scope: "LABEL"; readonly key: string } }
  | { readonly not_statement: { readonly statement: readonly Statement[] } }
  | { readonly and_statement: { readonly statement: readonly Statement[] } }
  | { readonly or_statement: { readonly statement: readonly Statement[] } };

/** What a request is marked with that goes to a backend; in a label match it stands for the one of this ACL. */
const BACKEND_LABEL = "backend";
/** @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html */
const LARGE_BODY_RULE = "SizeRestrictions_BODY";
const LARGE_BODY_LABEL = "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body";
/** https://docs.aws.amazon.com/waf/latest/APIReference/API_RegexMatchStatement.html */
const LONGEST_REGEX = 512;

/**
 * The rules in the order in which they look at a request.
 *
 * The common rule set refuses bodies above 8 KB, and so every upload. There that rule only counts, which leaves its
 * label on the request, and `large-body` refuses by the label wherever no backend is: what a path of a backend may be
 * sent is for its application to say.
 */
export function webAclRules(options: WebAclRuleOptions): Wafv2WebAclRule[] {
  const { mode, patterns } = options;
  const own = mode === "block" ? { block: {} } : { count: {} };
  const backend = labelled(BACKEND_LABEL);
  return [
    managed("ip-reputation", 10, mode, "AWSManagedRulesAmazonIpReputationList"),
    managed("known-bad-inputs", 20, mode, "AWSManagedRulesKnownBadInputsRuleSet"),
    managed("common", 30, mode, "AWSManagedRulesCommonRuleSet", [LARGE_BODY_RULE]),
    ...(patterns === undefined
      ? []
      : [
          {
            ...rule("backend-paths", 40, pathStatement(patterns)),
            // Counting is how a rule lets a request go on.
            action: { count: {} },
            ruleLabel: [{ name: BACKEND_LABEL }],
          },
          {
            ...rule("large-body", 50, {
              and_statement: {
                statement: [labelled(LARGE_BODY_LABEL), { not_statement: { statement: [backend] } }],
              },
            }),
            action: own,
          },
        ]),
    {
      ...rule("rate-limit", 60, rateStatement(options.rateLimit, patterns && backend)),
      action: own,
    },
  ];
}

function managed(
  name: string,
  priority: number,
  mode: "count" | "block",
  group: string,
  counted: readonly string[] = [],
): Wafv2WebAclRule {
  return {
    ...rule(name, priority, {
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: group,
        ...(counted.length > 0 && {
          rule_action_override: counted.map((each) => ({ name: each, action_to_use: { count: {} } })),
        }),
      },
    }),
    // "none" overrides nothing: the group blocks what it blocks.
    overrideAction: mode === "block" ? { none: {} } : { count: {} },
  };
}

function rule(name: string, priority: number, statement: Statement) {
  return { name, priority, statement, visibilityConfig: visibility(name) };
}

/** A metric in CloudWatch, and the samples in the console. */
export function visibility(metricName: string) {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true };
}

function labelled(key: string): Statement {
  return { label_match_statement: { scope: "LABEL", key } };
}

function rateStatement(
  { requests, window }: WebAclRuleOptions["rateLimit"],
  scope: Statement | undefined,
): Statement {
  return {
    rate_based_statement: {
      limit: requests,
      evaluation_window_sec: window,
      aggregate_key_type: "IP",
      ...(scope && { scope_down_statement: scope }),
    },
  };
}

/** Paths as CloudFront reads them to choose a behaviour, or more: an escape that is decoded hides no path. */
function pathStatement(patterns: readonly string[]): Statement {
  const statements = pathExpressions(patterns).map(
    (regex): Statement => ({
      regex_match_statement: {
        regex_string: regex,
        field_to_match: { uri_path: {} },
        text_transformation: [
          { priority: 0, type: "URL_DECODE" },
          { priority: 1, type: "NORMALIZE_PATH" },
        ],
      },
    }),
  );
  const [first] = statements;
  return first !== undefined && statements.length === 1 ? first : { or_statement: { statement: statements } };
}

/** As few regular expressions as the service's longest one allows. */
export function pathExpressions(patterns: readonly string[]): string[] {
  const parts = [...new Set(patterns.flatMap(withBarePath))].sort().map(expressionOf);
  const expressions: string[][] = [[]];
  for (const part of parts) {
    const last = expressions.at(-1) ?? [];
    if (last.length > 0 && joined([...last, part]).length > LONGEST_REGEX) expressions.push([part]);
    else last.push(part);
  }
  return expressions.map(joined);
}

function joined(parts: readonly string[]): string {
  return `^(?:${parts.join("|")})`;
}

/** `.` would stop at a line break, which may well stand in a path. */
function expressionOf(pattern: string): string {
  const stem = pattern.replace(/\*+$/, "");
  const escaped = stem.replace(/[.+^$()|[\]{}\\*?]/g, (character) =>
    character === "*" ? "[\\s\\S]*" : character === "?" ? "[\\s\\S]" : `\\${character}`,
  );
  return stem === pattern ? `${escaped}$` : escaped;
}
