import { LbListenerRule, type LbListenerRuleCondition } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import { LIMITS } from "./limits";
import { arnProblems, formProblems, rangeProblems, refuse } from "./problems";
import { type Claim, claimProblems, type PlannedRule, planRules } from "./rule-plan";

/** The header that carries the origin secret. */
export const ORIGIN_SECRET_HEADER = "x-origin-verify";

export interface OriginSecret {
  /** @default "x-origin-verify" */
  readonly headerName?: string;
  /**
   * one value, or the present and the next one, as Terraform finds them: a literal would stand in the JSON
   *
   * AWS compares without case and reads `*` and `?` as wildcards.
   */
  readonly values: readonly string[];
}

export interface ListenerRulesProps {
  readonly listenerArn: string;
  readonly targetGroupArn: string;
  /** the backend's key, with which its rules' priorities are found: lower-case letters and digits */
  readonly backend: string;
  /** the host names it answers to, the main one first: a request with another Host is not forwarded */
  readonly hosts: readonly string[];
  /** path patterns; `/x/*` also takes `/x`, and `/*` everything */
  readonly paths: readonly string[];
  /** by rule key, as `assignPriorities` returns them for the keys of `planRules` */
  readonly priorities: Readonly<Record<string, number>>;
  /**
   * what every request has to carry
   *
   * @default nothing, for a load balancer that viewers reach themselves
   */
  readonly originSecret?: OriginSecret;
  /**
   * what registers the targets: no request is forwarded to a group before
   *
   * @default not waited for
   */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * Forwards what one backend answers for, and nothing else: each rule demands one of its hosts, one of its
 * paths and the origin secret. As many rules as AWS's limits need, addressed by pattern:
 * `aws_lb_listener_rule.<id>_api_any`.
 *
 * @example
 * const claim = { backend: "api", hosts: ["example.com"], paths: ["/api/*"], secret: false };
 * const rules = planRules(claim).map((rule) => ({ ...rule, hostClass: "environment" as const }));
 * new ListenerRules(this, "api", {
 *   ...claim,
 *   listenerArn: listener.arn,
 *   targetGroupArn: group.arn,
 *   priorities: assignPriorities(rules).priorities,
 * });
 */
export class ListenerRules extends Construct {
  /** the rules as they were planned, the patterns in order */
  readonly rules: readonly PlannedRule[];
  /** for what has to wait until requests are forwarded */
  readonly resources: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: ListenerRulesProps) {
    super(scope, id);
    const headerName = props.originSecret?.headerName ?? ORIGIN_SECRET_HEADER;
    const claim: Claim = { ...props, secret: props.originSecret !== undefined };
    const problems = claimProblems(claim);
    refuse(this, [
      ...arnProblems("listenerArn", props.listenerArn, "elasticloadbalancing", "listener/app"),
      ...arnProblems("targetGroupArn", props.targetGroupArn, "elasticloadbalancing", "targetgroup"),
      ...secretProblems(headerName, props.originSecret),
      ...problems,
      ...(problems.length > 0 ? [] : priorityProblems(planRules(claim), props.priorities)),
    ]);

    this.rules = planRules(claim);
    this.resources = this.rules.map(
      (rule) =>
        new LbListenerRule(this, rule.name, {
          listenerArn: props.listenerArn,
          priority: props.priorities[rule.key],
          condition: [...secretCondition(headerName, props.originSecret), ...conditionsOf(rule)],
          action: [{ type: "forward", targetGroupArn: props.targetGroupArn }],
          ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
        }),
    );
  }
}

function secretCondition(
  httpHeaderName: string,
  secret: OriginSecret | undefined,
): LbListenerRuleCondition[] {
  return secret === undefined ? [] : [{ httpHeader: { httpHeaderName, values: [...secret.values] } }];
}

function conditionsOf(rule: PlannedRule): LbListenerRuleCondition[] {
  return [
    { hostHeader: { values: [...rule.hosts] } },
    ...(rule.pathValues.length > 0 ? [{ pathPattern: { values: [...rule.pathValues] } }] : []),
  ];
}

function secretProblems(headerName: string, secret: OriginSecret | undefined): string[] {
  if (secret === undefined) {
    return [];
  }
  const form = new RegExp(`^(?!host$)[A-Za-z0-9!#$%&'*+.^_\`|~-]{1,${LIMITS.HEADER_NAME_LENGTH}}$`, "i");
  const list = Token.isUnresolved(secret.values);
  const filledIn = list || secret.values.every((value) => Token.isUnresolved(value));
  const some = list || (secret.values.length >= 1 && secret.values.length <= 2);
  return [
    ...formProblems(
      "originSecret.headerName",
      headerName,
      form,
      "be the name of a header, of at most 40 characters, and not host",
    ),
    // What was found is the secret: not shown.
    ...(filledIn ? [] : ["`originSecret.values` must be filled in by Terraform, got: a literal"]),
    ...(some ? [] : [`\`originSecret.values\` must have one value or two, got: ${secret.values.length}`]),
  ];
}

function priorityProblems(
  rules: readonly PlannedRule[],
  priorities: Readonly<Record<string, number>>,
): string[] {
  return rules.flatMap(({ key }) =>
    priorities[key] === undefined
      ? [`\`priorities\` must have every rule of the backend, got none for: ${key}`]
      : rangeProblems(
          `priorities["${key}"]`,
          priorities[key],
          LIMITS.LOWEST_PRIORITY,
          LIMITS.HIGHEST_PRIORITY,
        ),
  );
}
