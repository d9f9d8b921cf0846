import { TerraformOutput } from "cdktf";
import { PageCachePolicy } from "../../../modules/edge/page-cache-policy";
import { SecurityHeaders, type SecurityHeadersProps } from "../../../modules/edge/security-headers";
import { synthStack } from "../../../test-support/synth";

/** How Terraform JSON refers to an attribute. */
function reference(attribute: string): string {
  return `\${${attribute}}`;
}

const MINIMAL: SecurityHeadersProps = {
  name: "shop-headers",
  comment: "Headers of shop",
  hsts: { maxAge: 300 },
};

function headers(props: Partial<SecurityHeadersProps> = {}) {
  return synthStack((stack) => {
    new SecurityHeaders(stack, "headers", { ...MINIMAL, ...props });
  });
}

const other = { name: "X-Other", value: "a", override: true };
const othersOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...other, name: `X-${index}` }));

describe("SecurityHeaders", () => {
  it("is one policy, replaced before it is destroyed", () => {
    const { addresses, resource } = headers();
    expect(addresses).toEqual(["aws_cloudfront_response_headers_policy.headers"]);
    expect(resource["aws_cloudfront_response_headers_policy"]?.["headers"]).toMatchObject({
      name: "shop-headers",
      comment: "Headers of shop",
      lifecycle: { create_before_destroy: true },
    });
  });

  it("replaces what belongs to the host and only fills in what belongs to a page", () => {
    const { resource } = headers();
    expect(
      resource["aws_cloudfront_response_headers_policy"]?.["headers"]?.["security_headers_config"],
    ).toEqual({
      strict_transport_security: {
        access_control_max_age_sec: 300,
        include_subdomains: false,
        preload: false,
        override: true,
      },
      content_type_options: { override: true },
      frame_options: { frame_option: "DENY", override: false },
      referrer_policy: { referrer_policy: "strict-origin-when-cross-origin", override: false },
    });
  });

  it("takes every header", () => {
    const { resource } = headers({
      hsts: { maxAge: 31_536_000, includeSubDomains: true, preload: true },
      frameOptions: "SAMEORIGIN",
      referrerPolicy: "no-referrer",
      contentSecurityPolicy: "default-src 'self'",
    });
    expect(
      resource["aws_cloudfront_response_headers_policy"]?.["headers"]?.["security_headers_config"],
    ).toEqual({
      strict_transport_security: {
        access_control_max_age_sec: 31_536_000,
        include_subdomains: true,
        preload: true,
        override: true,
      },
      content_type_options: { override: true },
      frame_options: { frame_option: "SAMEORIGIN", override: false },
      referrer_policy: { referrer_policy: "no-referrer", override: false },
      content_security_policy: { content_security_policy: "default-src 'self'", override: false },
    });
  });

  it("gives the id of the policy, and stands twice in one stack", () => {
    const { addresses, output } = synthStack((stack) => {
      const { policyId: value } = new SecurityHeaders(stack, "headers", MINIMAL);
      new TerraformOutput(stack, "policy", { value });
      new SecurityHeaders(stack, "apiheaders", { ...MINIMAL, name: "b" });
    });
    expect(output["policy"]).toEqual({
      value: reference("aws_cloudfront_response_headers_policy.headers.id"),
    });
    expect(addresses).toHaveLength(2);
  });

  it("takes headers that CloudFront has no setting for", () => {
    const others = [
      { name: "Permissions-Policy", value: "camera=()", override: false },
      { name: "X-Robots-Tag", value: "noindex", override: true },
    ];
    const policy = headers({ others }).resource["aws_cloudfront_response_headers_policy"]?.["headers"];
    expect(policy?.["custom_headers_config"]).toEqual({
      items: [
        { header: "Permissions-Policy", value: "camera=()", override: false },
        { header: "X-Robots-Tag", value: "noindex", override: true },
      ],
    });
    const without = headers().resource["aws_cloudfront_response_headers_policy"]?.["headers"];
    expect(without).not.toHaveProperty("custom_headers_config");
  });

  test.each<[string, Partial<SecurityHeadersProps>, string | undefined]>([
    ["10 others", { others: othersOf(10) }, undefined],
    ["11 others", { others: othersOf(11) }, "`others` must be at most 10, got: 11"],
    ["another twice", { others: [...othersOf(1), { ...other, name: "x-0" }] }, "got twice: x-0"],
    ["another with a colon", { others: [{ ...other, name: "X:" }] }, "`others` must have a header's name"],
    ["another without a value", { others: [{ ...other, value: "" }] }, "`others` must have 1 to 1783"],
    ["another of 1783", { others: [{ ...other, value: "a".repeat(1783) }] }, undefined],
    ["another of 1784", { others: [{ ...other, value: "a".repeat(1784) }] }, "`others` must have 1 to 1783"],
    ["a name of 128", { name: "a".repeat(128) }, undefined],
    ["a name of 129", { name: "a".repeat(129) }, "`name` must have 1 to 128"],
    ["no comment", { comment: "" }, "`comment` must have 1 to 128"],
    ["max-age 0", { hsts: { maxAge: 0 } }, undefined],
    ["max-age -1", { hsts: { maxAge: -1 } }, "`hsts.maxAge` must be a whole number from 0"],
    ["half a second", { hsts: { maxAge: 0.5 } }, "`hsts.maxAge` must be a whole number from 0"],
    ["the longest max-age", { hsts: { maxAge: 2_147_483_647 } }, undefined],
    ["a longer max-age", { hsts: { maxAge: 2_147_483_648 } }, "`hsts.maxAge` must be a whole number from 0"],
    [
      "preload without subdomains",
      { hsts: { maxAge: 31_536_000, preload: true } },
      "`hsts.preload` must go with",
    ],
    [
      "preload for less than a year",
      { hsts: { maxAge: 31_535_999, preload: true, includeSubDomains: true } },
      "`hsts.preload` must go with",
    ],
    ["an empty CSP", { contentSecurityPolicy: " " }, "`contentSecurityPolicy` must not be empty"],
  ])("%s", (_, props, message) => {
    const attempt = () => headers(props);
    message === undefined ? expect(attempt).not.toThrow() : expect(attempt).toThrow(message);
  });
});

describe("PageCachePolicy", () => {
  it("keeps an object that says nothing of caching for one second, and compresses", () => {
    const { addresses, resource } = synthStack((stack) => {
      new PageCachePolicy(stack, "pages", { name: "shop-pages", comment: "Pages" });
    });
    expect(addresses).toEqual(["aws_cloudfront_cache_policy.pages"]);
    expect(resource["aws_cloudfront_cache_policy"]?.["pages"]).toMatchObject({
      name: "shop-pages",
      comment: "Pages",
      min_ttl: 1,
      default_ttl: 1,
      max_ttl: 31_536_000,
      parameters_in_cache_key_and_forwarded_to_origin: {
        enable_accept_encoding_brotli: true,
        enable_accept_encoding_gzip: true,
        cookies_config: { cookie_behavior: "none" },
        headers_config: { header_behavior: "none" },
        query_strings_config: { query_string_behavior: "none" },
      },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("gives its id, and stands twice in one stack", () => {
    const { addresses, output } = synthStack((stack) => {
      const { policyId: value } = new PageCachePolicy(stack, "pages", { name: "a", comment: "Pages" });
      new TerraformOutput(stack, "policy", { value });
      new PageCachePolicy(stack, "docs", { name: "b", comment: "Docs" });
    });
    expect(output["policy"]).toEqual({ value: reference("aws_cloudfront_cache_policy.pages.id") });
    expect(addresses).toHaveLength(2);
  });

  test.each([
    ["", "Pages", "`name` must have 1 to 128"],
    ["a b", "Pages", "`name` must have 1 to 128"],
    ["a", "", "`comment` must have 1 to 128"],
  ])("refuses name %j with comment %j", (name, comment, message) => {
    expect(() => synthStack((stack) => void new PageCachePolicy(stack, "pages", { name, comment }))).toThrow(
      message,
    );
  });
});
