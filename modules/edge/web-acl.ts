import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { Wafv2WebAcl } from "@cdktf/provider-aws/lib/wafv2-web-acl";
import { Construct } from "constructs";
import { EVERY_PATH, isPathPattern } from "./path-patterns";
import { formProblems, nameProblems, rangeProblems, refuse } from "./problems";
import { visibility, webAclRules } from "./web-acl-rules";

/** @see https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html */
const WINDOWS = [60, 120, 300, 600];

export interface WebAclProps {
  /** of us-east-1, where CloudFront reads web ACLs */
  readonly provider: AwsProvider;
  /** unique in the account, at most 128 letters, digits, _ or -; also its metric's name in CloudWatch */
  readonly name: string;
  /** what it is for, at most 256 characters */
  readonly description: string;
  /** path patterns of the backends: uploads there may be large, and the rate limit is theirs; `/*` for all */
  readonly patterns: readonly string[];
  /**
   * `count`: what a rule matches is counted and answered all the same. `block`: it is refused, with 403.
   *
   * @default "count"
   */
  readonly mode?: "count" | "block";
  /**
   * How many requests one address may send to the backends in a window of 60, 120, 300 or 600 seconds.
   *
   * @default {requests: 2000, window: 300}
   */
  readonly rateLimit?: { readonly requests: number; readonly window: number };
}

/**
 * A web ACL for a distribution: AWS's managed rules, and a limit for each address.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 *
 * @example
 * const acl = new WebAcl(stack, "edge", {
 *   provider: usEast1,
 *   name: "shop-production-edge",
 *   description: "In front of shop",
 *   patterns: ["/api/*"],
 * });
 */
export class WebAcl extends Construct {
  /** for a distribution's `webAclArn` */
  readonly arn: string;
  /** the value of the dimension `WebACL` of its metrics, in the namespace `AWS/WAFV2` of us-east-1 */
  readonly metricName: string;

  constructor(scope: Construct, id: string, props: WebAclProps) {
    super(scope, id);
    this.validate(props);
    const { name, mode = "count", rateLimit = { requests: 2000, window: 300 } } = props;
    const patterns = props.patterns.includes(EVERY_PATH) ? undefined : props.patterns;

    this.arn = new Wafv2WebAcl(this, "Resource", {
      provider: props.provider,
      name,
      description: props.description,
      scope: "CLOUDFRONT",
      defaultAction: { allow: {} },
      rule: webAclRules({ mode, patterns, rateLimit }),
      visibilityConfig: visibility(name),
      // One in use cannot be deleted: the distribution has to let go of it first.
      lifecycle: { createBeforeDestroy: true },
    }).arn;
    this.metricName = name;
  }

  private validate({ name, description, patterns, rateLimit }: WebAclProps): void {
    const window = rateLimit?.window ?? 300;
    refuse(this, [
      ...nameProblems("name", name, 128),
      ...formProblems(
        "description",
        description,
        /^[\w+=:#@/\-,.]([\w+=:#@/\-,.\s]{0,254}[\w+=:#@/\-,.])?$/,
        FORM,
      ),
      ...(patterns.length === 0 ? ["`patterns` must hold one pattern at least, got: none"] : []),
      ...patterns
        .filter((pattern) => !isPathPattern(pattern))
        .map((pattern) => `\`patterns\` must be path patterns, got: ${JSON.stringify(pattern)}`),
      ...rangeProblems("rateLimit.requests", rateLimit?.requests, 10, 2_000_000_000),
      ...(WINDOWS.includes(window)
        ? []
        : [`\`rateLimit.window\` must be 60, 120, 300 or 600 seconds, got: ${window}`]),
    ]);
  }
}

const FORM = "have 1 to 256 letters, digits, inner spaces or +=:#@/-,.";
