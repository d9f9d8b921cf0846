/**
 * What AWS holds an Application Load Balancer to. None of these can be raised but `RULES_PER_LOAD_BALANCER`.
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
 */
export const LIMITS = {
  /** values of one condition */
  VALUES_PER_CONDITION: 3,
  /** values of a rule, all of its conditions together */
  VALUES_PER_RULE: 5,
  /** `*` and `?` of a rule, all of its conditions together */
  WILDCARDS_PER_RULE: 5,
  /** rules of a load balancer, all of its listeners together; default actions do not count */
  RULES_PER_LOAD_BALANCER: 100,
  /** characters of a host name or path pattern */
  VALUE_LENGTH: 128,
  /** characters of the name of a header */
  HEADER_NAME_LENGTH: 40,
  LOWEST_PRIORITY: 1,
  HIGHEST_PRIORITY: 50_000,
} as const;
