import { CloudfrontFunction } from "@cdktf/provider-aws/lib/cloudfront-function";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { isPathPattern } from "./path-patterns";
import { commentProblems, hostProblems, nameProblems, refuse, repeated } from "./problems";
import type { PasswordOptions } from "./viewer-request-password";
import {
  DEFAULT_ASSET_EXTENSIONS,
  type ViewerRequestOptions,
  viewerRequestCode,
} from "./viewer-request-source";

/** @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-functions */
const CODE_LIMIT_BYTES = 10_240;
const HASHED = /^[^:\s]{1,64}:[0-9a-f]{32}:[0-9a-f]{64}$/;

export interface ViewerRequestFunctionProps {
  /** unique in the account, at most 64 letters, digits, _ or - */
  readonly name: string;
  /** what the function is for, at most 128 characters */
  readonly comment: string;
  /**
   * The host to which `redirectHosts` are sent, by HTTPS.
   *
   * @default - nothing is redirected
   */
  readonly canonicalHost?: string;
  /**
   * Hosts that are redirected: exact, `*.example.com` (every name below it), or `*` (every other host, the
   * distribution's own `d111111abcdef8.cloudfront.net` among them). 301 for GET and HEAD, else 308.
   *
   * @default [] nothing is redirected
   */
  readonly redirectHosts?: readonly string[];
  /**
   * What becomes of the path. `spa`: all but files of `assetExtensions` and `/.well-known/` is `/index.html`.
   * `directories`: a path that ends in `/` gets `index.html`, since S3 has no directories.
   *
   * @default "untouched"
   */
  readonly pages?: "spa" | "directories" | "untouched";
  /**
   * With `spa`: the extensions that make a last segment a file, lower case and without the dot.
   *
   * @default DEFAULT_ASSET_EXTENSIONS
   */
  readonly assetExtensions?: readonly string[];
  /**
   * The password that is asked for, of whoever is not redirected. What is sent for it goes no further.
   *
   * @default - none
   */
  readonly basicAuth?: PasswordOptions;
}

/**
 * The function that runs before the cache. Deep links are rewritten here, per behaviour, and never by
 * `custom_error_response`, which holds for the whole distribution and would turn an API's 404 into a page.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 *
 * @example
 * const pages = new ViewerRequestFunction(stack, "pages", {
 *   name: "shop-production-pages",
 *   comment: "Deep links of the site",
 *   canonicalHost: "example.com",
 *   redirectHosts: ["www.example.com"],
 *   pages: "spa",
 * });
 */
export class ViewerRequestFunction extends Construct {
  /** what a behaviour is given; the published stage */
  readonly arn: string;

  constructor(scope: Construct, id: string, props: ViewerRequestFunctionProps) {
    super(scope, id);
    const options = optionsOf(props);
    const code = viewerRequestCode(options);
    this.validate(props, options, code);

    this.arn = new CloudfrontFunction(this, "Resource", {
      name: props.name,
      comment: props.comment,
      runtime: "cloudfront-js-2.0",
      publish: true,
      code,
      // A function in use cannot be deleted: the distribution has to let go of it first.
      lifecycle: { createBeforeDestroy: true },
    }).arn;
  }

  private validate(props: ViewerRequestFunctionProps, options: ViewerRequestOptions, code: string): void {
    const bytes = Buffer.byteLength(code);
    refuse(this, [
      ...nameProblems("name", props.name, 64),
      ...commentProblems("comment", props.comment),
      ...hostProblems("canonicalHost", props.canonicalHost, "plain"),
      ...redirectProblems(options),
      ...extensionProblems(options),
      ...passwordProblems(options),
      ...(options.redirectHosts.length === 0 && options.pages === "untouched" && !options.basicAuth
        ? [
            "`redirectHosts`, `pages` or `basicAuth` must be given: a function that changes nothing is still paid for",
          ]
        : []),
      ...(bytes > CODE_LIMIT_BYTES
        ? [
            `the code must have at most ${CODE_LIMIT_BYTES} bytes, got: ${bytes}; redirect fewer hosts, or by "*", or have fewer passwords`,
          ]
        : []),
    ]);
  }
}

function optionsOf(props: ViewerRequestFunctionProps): ViewerRequestOptions {
  const { canonicalHost = null, redirectHosts = [], pages = "untouched" } = props;
  const { assetExtensions = pages === "spa" ? DEFAULT_ASSET_EXTENSIONS : [] } = props;
  return { canonicalHost, redirectHosts, pages, assetExtensions, basicAuth: props.basicAuth };
}

function redirectProblems({ canonicalHost, redirectHosts }: ViewerRequestOptions): string[] {
  const problems = redirectHosts
    .filter((host) => host !== "*")
    .flatMap((host) => hostProblems("redirectHosts", host, "wildcard"));
  const unresolved = [canonicalHost, ...redirectHosts].filter((host) => Token.isUnresolved(host));
  if (unresolved.length > 0) {
    problems.push(
      "`canonicalHost` and `redirectHosts` must be known at synthesis: they are part of the code",
    );
  }
  if (canonicalHost === null && redirectHosts.length > 0) {
    problems.push("`canonicalHost` must be given with `redirectHosts`, got: none");
  }
  if (canonicalHost !== null && redirectHosts.length === 0) {
    problems.push("`redirectHosts` must be given with `canonicalHost`, got: none");
  }
  if (canonicalHost !== null && redirectHosts.includes(canonicalHost)) {
    problems.push(`\`redirectHosts\` must not hold \`canonicalHost\`, got: ${JSON.stringify(canonicalHost)}`);
  }
  return [
    ...problems,
    ...repeated(redirectHosts).map((host) => `\`redirectHosts\` must each be given once, got twice: ${host}`),
  ];
}

function extensionProblems({ pages, assetExtensions }: ViewerRequestOptions): string[] {
  const malformed = assetExtensions.filter((extension) => !/^[a-z0-9]+$/.test(extension));
  return [
    ...malformed.map(
      (extension) =>
        `\`assetExtensions\` must be lower case, without the dot, got: ${JSON.stringify(extension)}`,
    ),
    ...(pages !== "spa" && assetExtensions.length > 0
      ? [`\`assetExtensions\` must go with \`pages: "spa"\`, got: ${pages}`]
      : []),
  ];
}

/** What a message quotes of a password that is none of the form: nothing, since it may be one in clear. */
function passwordProblems({ basicAuth }: ViewerRequestOptions): string[] {
  if (basicAuth === undefined) {
    return [];
  }
  const malformed = basicAuth.passwords.filter((line) => !HASHED.test(line));
  const unfit = basicAuth.exempt.filter((pattern) => !isPathPattern(pattern) || /^\/[*?]/.test(pattern));
  return [
    ...(basicAuth.passwords.length === 0 ? ["`basicAuth.passwords` must hold one at least, got: none"] : []),
    ...malformed.map(() => "`basicAuth.passwords` must be <user>:<32 hex digits>:<64 hex digits>"),
    ...unfit.map(
      (pattern) =>
        `\`basicAuth.exempt\` must be path patterns that begin with a name, got: ${JSON.stringify(pattern)}`,
    ),
  ];
}
