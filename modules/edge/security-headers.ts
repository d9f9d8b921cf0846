import { CloudfrontResponseHeadersPolicy } from "@cdktf/provider-aws/lib/cloudfront-response-headers-policy";
import { Construct } from "constructs";
import { commentProblems, formProblems, nameProblems, rangeProblems, refuse, repeated } from "./problems";

const YEAR_SECONDS = 31_536_000;
/** The longest that CloudFront takes: a signed 32-bit number. */
const MAX_AGE_LIMIT = 2_147_483_647;

export interface StrictTransport {
  /** how long a browser refuses plain HTTP to the host, in seconds; 0 makes it forget */
  readonly maxAge: number;
  /**
   * Whether every name below the host is held to it, names that this project does not serve among them.
   *
   * @default false
   */
  readonly includeSubDomains?: boolean;
  /**
   * Whether the host may be put on the browsers' built-in list, which takes months to leave.
   *
   * @see https://hstspreload.org/
   * @default false
   */
  readonly preload?: boolean;
}

export type ReferrerPolicy =
  | "no-referrer"
  | "no-referrer-when-downgrade"
  | "origin"
  | "origin-when-cross-origin"
  | "same-origin"
  | "strict-origin"
  | "strict-origin-when-cross-origin"
  | "unsafe-url";

export interface SecurityHeadersProps {
  /** unique in the account, at most 128 letters, digits, _ or - */
  readonly name: string;
  /** what the policy is for, at most 128 characters */
  readonly comment: string;
  /** Strict-Transport-Security, which replaces what an origin says */
  readonly hsts: StrictTransport;
  /**
   * X-Frame-Options, where the origin has none.
   *
   * @default "DENY"
   */
  readonly frameOptions?: "DENY" | "SAMEORIGIN";
  /**
   * Referrer-Policy, where the origin has none.
   *
   * @default "strict-origin-when-cross-origin"
   */
  readonly referrerPolicy?: ReferrerPolicy;
  /**
   * Content-Security-Policy, where the origin has none.
   *
   * @default - no such header
   */
  readonly contentSecurityPolicy?: string;
  /**
   * Other headers by name, at most 10 and none that has a setting above. `override` replaces what an origin says.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
   * @default [] none
   */
  readonly others?: readonly OtherHeader[];
}

/** A header that CloudFront has no setting for. */
export interface OtherHeader {
  readonly name: string;
  readonly value: string;
  readonly override: boolean;
}

/**
 * The security headers that CloudFront adds to responses.
 *
 * `override` is decided header by header. HSTS belongs to the host, not to one answer, and nosniff has one
 * value: both replace the origin's. Frame options, referrer policy and content security policy belong to the
 * page: an application that sends its own (with a nonce, say) knows better, so they only fill a gap.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html
 *
 * @example
 * const headers = new SecurityHeaders(stack, "headers", {
 *   name: "shop-production-headers",
 *   comment: "Security headers of shop",
 *   hsts: { maxAge: 31_536_000 },
 * });
 */
export class SecurityHeaders extends Construct {
  /** id of the policy, for a behaviour */
  readonly policyId: string;

  constructor(scope: Construct, id: string, props: SecurityHeadersProps) {
    super(scope, id);
    this.validate(props);
    const { frameOptions = "DENY", referrerPolicy = "strict-origin-when-cross-origin", hsts } = props;
    const { contentSecurityPolicy, others = [] } = props;

    this.policyId = new CloudfrontResponseHeadersPolicy(this, "Resource", {
      name: props.name,
      comment: props.comment,
      securityHeadersConfig: {
        strictTransportSecurity: strictTransport(hsts),
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: frameOptions, override: false },
        referrerPolicy: { referrerPolicy, override: false },
        contentSecurityPolicy:
          contentSecurityPolicy === undefined ? undefined : { contentSecurityPolicy, override: false },
      },
      customHeadersConfig: others.length === 0 ? undefined : { items: others.map(otherHeader) },
      // A policy in use cannot be deleted: the distribution has to let go of it first.
      lifecycle: { createBeforeDestroy: true },
    }).id;
  }

  private validate({ name, comment, hsts, contentSecurityPolicy, others = [] }: SecurityHeadersProps): void {
    const preloadable = hsts.includeSubDomains === true && hsts.maxAge >= YEAR_SECONDS;
    refuse(this, [
      ...nameProblems("name", name, 128),
      ...commentProblems("comment", comment),
      ...rangeProblems("hsts.maxAge", hsts.maxAge, 0, MAX_AGE_LIMIT),
      ...(hsts.preload === true && !preloadable
        ? [
            `\`hsts.preload\` must go with includeSubDomains and a maxAge of ${YEAR_SECONDS} or more, got: ${hsts.maxAge}`,
          ]
        : []),
      ...(contentSecurityPolicy?.trim() === ""
        ? [
            `\`contentSecurityPolicy\` must not be empty: leave it out, got: ${JSON.stringify(contentSecurityPolicy)}`,
          ]
        : []),
      ...otherProblems(others),
    ]);
  }
}

function otherHeader({ name, value, override }: OtherHeader) {
  return { header: name, value, override };
}

function otherProblems(others: readonly OtherHeader[]): string[] {
  const names = others.map(({ name }) => name.toLowerCase());
  return [
    ...(others.length > 10 ? [`\`others\` must be at most 10, got: ${others.length}`] : []),
    ...repeated(names).map((name) => `\`others\` must each be given once, got twice: ${name}`),
    ...others.flatMap(({ name, value }) => [
      ...formProblems("others", name, /^[A-Za-z0-9!#$&'*+.^_`|~-]{1,256}$/, "have a header's name"),
      ...formProblems("others", value, /^[!-~]([ -~]{0,1781}[!-~])?$/, "have 1 to 1783 ASCII characters"),
    ]),
  ];
}

function strictTransport({ maxAge, includeSubDomains = false, preload = false }: StrictTransport) {
  return { accessControlMaxAgeSec: maxAge, includeSubdomains: includeSubDomains, preload, override: true };
}
