import { TerraformOutput, TerraformVariable } from "cdktf";
import { Distribution, type DistributionProps } from "../../../modules/edge/distribution";
import { type ModuleStack, type Synthesized, synthStack } from "../../../test-support/synth";

const CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012";
const CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad";
const CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";
const ALL_VIEWER = "216adef6-5c7f-47e4-b989-5492eafa07d3";
const FUNCTION = "arn:aws:cloudfront::123456789012:function";

const SITE = {
  bucketRegionalDomainName: "shop-site.s3.eu-west-1.amazonaws.com",
  originAccessControlName: "shop-site",
  cachePolicyName: "shop-pages",
  assets: ["/assets/*"],
};
const BACKEND = { domainName: "origin.example.com", patterns: ["/api/*"] };
const COMMON = { comment: "shop production", names: ["example.com"], certificateArn: CERTIFICATE };
const BOTH = { ...COMMON, site: SITE, backend: BACKEND };
const SITE_ONLY = { ...COMMON, site: SITE };
const BACKEND_ONLY = { ...COMMON, backend: { ...BACKEND, patterns: ["/*"] } };

const FULL = (stack: ModuleStack): DistributionProps => {
  const secret = new TerraformVariable(stack, "origin_secret", { type: "string", sensitive: true });
  return {
    comment: "shop production",
    names: ["example.com", "www.example.com", "*.example.org"],
    certificateArn: CERTIFICATE,
    minimumTls: "TLSv1.2_2019",
    priceClass: "PriceClass_All",
    httpVersion: "http2",
    ipv6: false,
    preventDestroy: true,
    site: {
      ...SITE,
      assets: ["/assets/*", "/img/*"],
      functionArn: `${FUNCTION}/pages`,
      assetFunctionArn: `${FUNCTION}/redirect`,
      responseHeadersPolicyId: "headers-id",
    },
    backend: {
      domainName: "origin.example.com",
      header: { name: "X-Origin-Secret", value: secret.stringValue },
      readTimeout: 30,
      keepaliveTimeout: 60,
      patterns: ["/admin/*", "/api/*", "/health"],
      functionArn: `${FUNCTION}/redirect`,
      responseHeadersPolicyId: "api-headers-id",
    },
  };
};

function build(props: DistributionProps): Synthesized {
  return synthStack((stack) => {
    new Distribution(stack, "edge", props);
  });
}

function edgeOf({ resource }: Synthesized): Record<string, unknown> {
  return resource["aws_cloudfront_distribution"]?.["edge"] ?? {};
}

function patternsOf(synthesized: Synthesized): unknown[] {
  return behavioursOf(synthesized).map((behaviour) => behaviour["path_pattern"]);
}

function behavioursOf(synthesized: Synthesized): Record<string, unknown>[] {
  const behaviours = edgeOf(synthesized)["ordered_cache_behavior"];
  return Array.isArray(behaviours) ? behaviours : [];
}

/** How Terraform JSON refers to an attribute. */
function reference(attribute: string): string {
  return `\${${attribute}}`;
}

describe("with site and backend", () => {
  const synthesized = build(BOTH);
  const edge = edgeOf(synthesized);

  it("is three resources", () => {
    expect(synthesized.addresses).toEqual([
      "aws_cloudfront_cache_policy.edge_pages",
      "aws_cloudfront_distribution.edge",
      "aws_cloudfront_origin_access_control.edge_site",
    ]);
  });

  it("serves its names by HTTP/3, IPv6 and TLS 1.2", () => {
    expect(edge).toMatchObject({
      comment: "shop production",
      enabled: true,
      aliases: ["example.com"],
      http_version: "http2and3",
      is_ipv6_enabled: true,
      price_class: "PriceClass_100",
      default_root_object: "index.html",
      wait_for_deployment: true,
      restrictions: { geo_restriction: { restriction_type: "none" } },
      viewer_certificate: {
        acm_certificate_arn: CERTIFICATE,
        minimum_protocol_version: "TLSv1.2_2021",
        ssl_support_method: "sni-only",
      },
      lifecycle: { prevent_destroy: false },
    });
  });

  it("reads the bucket by origin access control, and the load balancer by HTTPS alone", () => {
    expect(edge["origin"]).toEqual([
      {
        origin_id: "site",
        domain_name: "shop-site.s3.eu-west-1.amazonaws.com",
        origin_access_control_id: reference("aws_cloudfront_origin_access_control.edge_site.id"),
      },
      {
        origin_id: "backend",
        domain_name: "origin.example.com",
        custom_origin_config: {
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: "https-only",
          origin_ssl_protocols: ["TLSv1.2"],
          origin_read_timeout: 60,
          origin_keepalive_timeout: 5,
        },
      },
    ]);
    expect(synthesized.resource["aws_cloudfront_origin_access_control"]?.["edge_site"]).toMatchObject({
      name: "shop-site",
      description: "Signs every request to the bucket of the site",
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
      lifecycle: { create_before_destroy: true },
    });
  });

  it("has one behaviour a pattern, and one for the bare path of a tree", () => {
    expect(patternsOf(synthesized)).toEqual(["/assets/*", "/api/*", "/api"]);
  });

  it.each([1, 2])("passes everything of a backend pattern on, behaviour %i", (index) => {
    expect(behavioursOf(synthesized)[index]).toEqual({
      path_pattern: index === 1 ? "/api/*" : "/api",
      target_origin_id: "backend",
      viewer_protocol_policy: "redirect-to-https",
      allowed_methods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"],
      cached_methods: ["GET", "HEAD"],
      compress: true,
      cache_policy_id: CACHING_DISABLED,
      origin_request_policy_id: ALL_VIEWER,
    });
  });

  it("caches assets as they say", () => {
    expect(behavioursOf(synthesized)[0]).toEqual({
      path_pattern: "/assets/*",
      target_origin_id: "site",
      viewer_protocol_policy: "redirect-to-https",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
      cached_methods: ["GET", "HEAD"],
      compress: true,
      cache_policy_id: CACHING_OPTIMIZED,
    });
  });

  it("serves pages by default, by the policy that keeps nothing for long", () => {
    expect(edge["default_cache_behavior"]).toEqual({
      target_origin_id: "site",
      viewer_protocol_policy: "redirect-to-https",
      allowed_methods: ["GET", "HEAD", "OPTIONS"],
      cached_methods: ["GET", "HEAD"],
      compress: true,
      cache_policy_id: reference("aws_cloudfront_cache_policy.edge_pages.id"),
    });
  });
});

describe("with everything given", () => {
  const synthesized = synthStack((stack) => {
    new Distribution(stack, "edge", FULL(stack));
  });
  const edge = edgeOf(synthesized);

  it("uses what it was given", () => {
    expect(edge).toMatchObject({
      aliases: ["example.com", "www.example.com", "*.example.org"],
      http_version: "http2",
      is_ipv6_enabled: false,
      price_class: "PriceClass_All",
      viewer_certificate: { minimum_protocol_version: "TLSv1.2_2019" },
      lifecycle: { prevent_destroy: true },
    });
    expect(edge["origin"]).toEqual([
      expect.anything(),
      expect.objectContaining({
        custom_header: [{ name: "X-Origin-Secret", value: reference("var.origin_secret") }],
        custom_origin_config: expect.objectContaining({
          origin_read_timeout: 30,
          origin_keepalive_timeout: 60,
        }),
      }),
    ]);
  });

  it("gives each kind of behaviour its own function and headers", () => {
    const attached = [edge["default_cache_behavior"], ...behavioursOf(synthesized)].map((behaviour) =>
      JSON.parse(JSON.stringify(behaviour)),
    );
    expect(
      attached.map((each) => [each.path_pattern, each.function_association, each.response_headers_policy_id]),
    ).toEqual([
      [undefined, [{ event_type: "viewer-request", function_arn: `${FUNCTION}/pages` }], "headers-id"],
      ...[
        ["/assets/*", "headers-id"],
        ["/health", "api-headers-id"],
        ["/admin/*", "api-headers-id"],
        ["/admin", "api-headers-id"],
        ["/api/*", "api-headers-id"],
        ["/img/*", "headers-id"],
        ["/api", "api-headers-id"],
      ].map(([pattern, headers]) => [
        pattern,
        [{ event_type: "viewer-request", function_arn: `${FUNCTION}/redirect` }],
        headers,
      ]),
    ]);
  });
});

describe("with one origin", () => {
  it("sends every path to the backend where there is no site", () => {
    const synthesized = build(BACKEND_ONLY);
    expect(synthesized.addresses).toEqual(["aws_cloudfront_distribution.edge"]);
    expect(edgeOf(synthesized)).not.toHaveProperty("default_root_object");
    expect(patternsOf(synthesized)).toEqual([]);
    expect(edgeOf(synthesized)["default_cache_behavior"]).toMatchObject({
      target_origin_id: "backend",
      cache_policy_id: CACHING_DISABLED,
      origin_request_policy_id: ALL_VIEWER,
    });
  });

  it("serves a site without a backend", () => {
    const synthesized = build(SITE_ONLY);
    expect(synthesized.addresses).toHaveLength(3);
    expect(edgeOf(synthesized)["origin"]).toHaveLength(1);
    expect(patternsOf(synthesized)).toEqual(["/assets/*"]);
  });
});

describe("order of behaviours", () => {
  const patterns = ["/api/*", "/api/v2/*", "/api/v2/health", "/admin/*"];
  const assets = ["/*.ico", "/assets/*", "/api/v2/docs/*"];
  const expected = [
    "/api/v2/health",
    "/api/v2/docs/*",
    "/api/v2/*",
    "/assets/*",
    "/api/v2",
    "/admin/*",
    "/admin",
    "/api/*",
    "/api",
    "/*.ico",
  ];

  test.each([
    [patterns, assets],
    [[...patterns].reverse(), [...assets].reverse()],
    [[...patterns, ...patterns], assets],
    [[...patterns, "/api"], assets],
  ])("is the same for %j and %j", (backendPatterns, siteAssets) => {
    const synthesized = build({
      ...COMMON,
      site: { ...SITE, assets: siteAssets },
      backend: { ...BACKEND, patterns: backendPatterns },
    });
    expect(patternsOf(synthesized)).toEqual(expected);
  });
});

describe("attributes", () => {
  it("are those of the distribution", () => {
    const { output } = synthStack((stack) => {
      const { id, arn, domainName, hostedZoneId } = new Distribution(stack, "edge", BOTH);
      new TerraformOutput(stack, "attributes", { value: [id, arn, domainName, hostedZoneId] });
    });
    expect(output["attributes"]?.["value"]).toEqual(
      ["id", "arn", "domain_name", "hosted_zone_id"].map((name) =>
        reference(`aws_cloudfront_distribution.edge.${name}`),
      ),
    );
  });
});

it("stands twice in one stack", () => {
  const { addresses } = synthStack((stack) => {
    new Distribution(stack, "edge", BOTH);
    new Distribution(stack, "docs", SITE_ONLY);
  });
  expect(addresses).toHaveLength(6);
});

it("leaves its properties as they were", () => {
  const frozen = { ...BOTH, names: Object.freeze(["b.example.com", "a.example.com"]) };
  const site = Object.freeze({ ...SITE, assets: Object.freeze(["/a/*", "/abc/*"]) });
  const backend = Object.freeze({ ...BACKEND, patterns: Object.freeze(["/b/*", "/bcd/*"]) });
  expect(() => build(Object.freeze({ ...frozen, site, backend }))).not.toThrow();
});

describe("nowhere in the JSON", () => {
  const everything = [
    build(BOTH),
    build(SITE_ONLY),
    build(BACKEND_ONLY),
    synthStack((stack) => {
      new Distribution(stack, "edge", FULL(stack));
    }),
  ];

  test.each([
    ["an error response that holds for the whole distribution", "custom_error_response"],
    ["an origin access identity", /origin_access_identity|s3_origin_config/],
    ["the cache settings that policies replaced", /forwarded_values|"(min|default|max)_ttl": 0/],
    ["plain HTTP to an origin", /http-only|match-viewer/],
    ["plain HTTP to a viewer", "allow-all"],
    ["a protocol older than TLS 1.2", /SSLv3|TLSv1(\.1)?"/],
  ])("is %s", (_, form) => {
    for (const { json } of everything) {
      expect(json).not.toMatch(form);
    }
  });

  it("is the secret in clear", () => {
    const backend = { ...BACKEND, header: { name: "X-Origin-Secret", value: "correct-horse" } };
    const attempt = () => build({ ...BOTH, backend });
    expect(attempt).toThrow(
      "`backend.header.value` must be a reference to something sensitive, got: a literal",
    );
    expect(attempt).not.toThrow("correct-horse");
  });
});

describe("who is answered", () => {
  const acl = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/1234";

  it("is everybody, and nothing looks at them before, unless that is asked for", () => {
    const edge = edgeOf(build(BOTH));
    expect(edge).not.toHaveProperty("web_acl_id");
    expect(edge).toMatchObject({ restrictions: { geo_restriction: { restriction_type: "none" } } });
  });

  it("is whom the web ACL lets pass", () => {
    expect(edgeOf(build({ ...BOTH, webAclArn: acl }))).toMatchObject({ web_acl_id: acl });
  });

  test.each([
    [{ allow: ["DE", "FR"] }, "whitelist", ["DE", "FR"]],
    [{ deny: ["KP"] }, "blacklist", ["KP"]],
  ])("is by country %j", (geo, restriction_type, locations) => {
    expect(edgeOf(build({ ...BOTH, geo }))).toMatchObject({
      restrictions: { geo_restriction: { restriction_type, locations } },
    });
  });

  test.each<[Partial<DistributionProps>, string]>([
    [{ webAclArn: acl.replace("us-east-1", "eu-west-1") }, "`webAclArn` must be of a web ACL"],
    [{ webAclArn: acl.replace("global", "regional") }, "`webAclArn` must be of a web ACL"],
    [{ geo: { allow: [] } }, "`geo` must list one country at least"],
    [{ geo: { deny: ["de"] } }, '`geo` must be two capital letters, got: "de"'],
    [{ geo: { deny: ["DE", "DE"] } }, "`geo` must list each country once, got twice: DE"],
  ])("is never %j", (props, message) => {
    expect(() => build({ ...BOTH, ...props })).toThrow(message);
  });
});

describe("what is refused", () => {
  const site = (props: Partial<typeof SITE>) => ({ ...BOTH, site: { ...SITE, ...props } });
  const backend = (props: Partial<NonNullable<DistributionProps["backend"]>>) => ({
    ...BOTH,
    backend: { ...BACKEND, ...props },
  });

  test.each<[string, DistributionProps, string]>([
    ["no comment", { ...BOTH, comment: "" }, "`comment` must have 1 to 128"],
    ["a long comment", { ...BOTH, comment: "a".repeat(129) }, "`comment` must have 1 to 128"],
    ["no name", { ...BOTH, names: [] }, "`names` must hold one name at least"],
    ["a name in capitals", { ...BOTH, names: ["Example.com"] }, "`names` must be a lower-case host name"],
    [
      "a URL for a name",
      { ...BOTH, names: ["https://example.com"] },
      "`names` must be a lower-case host name",
    ],
    ["a trailing dot", { ...BOTH, names: ["example.com."] }, "`names` must be a lower-case host name"],
    ["one label", { ...BOTH, names: ["localhost"] }, "`names` must be a lower-case host name"],
    [
      "a name of 254",
      { ...BOTH, names: [`${"a.".repeat(125)}test`] },
      "`names` must be a lower-case host name",
    ],
    ["an inner wildcard", { ...BOTH, names: ["a.*.example.com"] }, "`names` must be a lower-case host name"],
    [
      "a name twice",
      { ...BOTH, names: ["a.test", "a.test"] },
      "`names` must each be given once, got twice: a.test",
    ],
    [
      "a certificate of another region",
      { ...BOTH, certificateArn: CERTIFICATE.replace("us-east-1", "eu-west-1") },
      "`certificateArn` must be of ACM in us-east-1",
    ],
    ["TLS 1.1", { ...BOTH, minimumTls: "TLSv1.1_2016" }, "`minimumTls` must be TLSv1.2_2018"],
    [
      "TLS 1.3 alone, unknown to the provider",
      { ...BOTH, minimumTls: "TLSv1.3_2025" },
      "`minimumTls` must be",
    ],
    [
      "a bucket's URL",
      site({ bucketRegionalDomainName: "s3://a" }),
      "`site.bucketRegionalDomainName` must be",
    ],
    [
      "a long name of the access control",
      site({ originAccessControlName: "a".repeat(65) }),
      "`site.originAccessControlName` must have 1 to 64",
    ],
    [
      "a long name of the cache policy",
      site({ cachePolicyName: "a".repeat(129) }),
      "`site.cachePolicyName` must have 1 to 128",
    ],
    ["an asset without a slash", site({ assets: ["*.js"] }), "`site.assets` must begin with /"],
    [
      "an asset twice",
      site({ assets: ["/a/*", "/a/*"] }),
      "`site.assets` must each be given once, got twice: /a/*",
    ],
    ["every path an asset", site({ assets: ["/*"] }), "`site.assets` must leave out /*"],
    [
      "an asset of the backend",
      site({ assets: ["/api/*"] }),
      "`site.assets` must not claim what `backend.patterns` claim, got: /api/*",
    ],
    [
      "an asset of the backend's bare path",
      site({ assets: ["/api"] }),
      "`site.assets` must not claim what `backend.patterns` claim, got: /api",
    ],
    [
      "an origin with a port",
      backend({ domainName: "a.test:443" }),
      "`backend.domainName` must be a lower-case",
    ],
    [
      "a wildcard origin",
      backend({ domainName: "*.example.com" }),
      "`backend.domainName` must be a lower-case",
    ],
    ["no pattern", backend({ patterns: [] }), "`backend.patterns` must hold one pattern at least"],
    ["a pattern without a slash", backend({ patterns: ["api/*"] }), "`backend.patterns` must begin with /"],
    [
      "every path beside a site",
      backend({ patterns: ["/*"] }),
      "`backend.patterns` must leave /* to the `site`",
    ],
    [
      "less than every path without a site",
      { ...COMMON, backend: BACKEND },
      "`backend.patterns` must hold /* where there is no `site`",
    ],
    [
      "a header with a colon",
      backend({ header: { name: "a:b", value: "x" } }),
      "`backend.header.name` must have 1 to 256",
    ],
    [
      "no time to answer",
      backend({ readTimeout: 0 }),
      "`backend.readTimeout` must be a whole number from 1 to 180",
    ],
    [
      "too long to answer",
      backend({ readTimeout: 181 }),
      "`backend.readTimeout` must be a whole number from 1 to 180",
    ],
    ["no keep-alive", backend({ keepaliveTimeout: 0 }), "`backend.keepaliveTimeout` must be a whole number"],
    [
      "too long a keep-alive",
      backend({ keepaliveTimeout: 181 }),
      "`backend.keepaliveTimeout` must be a whole number",
    ],
  ])("%s", (_, props, message) => {
    expect(() => build(props)).toThrow(message);
  });

  test.each<[string, DistributionProps]>([
    ["a comment of 128", { ...BOTH, comment: "a".repeat(128) }],
    ["a wildcard name", { ...BOTH, names: ["*.example.com"] }],
    [
      "a certificate of another partition",
      { ...BOTH, certificateArn: CERTIFICATE.replace("aws:", "aws-us-gov:") },
    ],
    ["no assets", site({ assets: [] })],
    ["timeouts of 1", backend({ readTimeout: 1, keepaliveTimeout: 1 })],
    ["timeouts of 180", backend({ readTimeout: 180, keepaliveTimeout: 180 })],
  ])("but not %s", (_, props) => {
    expect(() => build(props)).not.toThrow();
  });

  it("neither origin, which JavaScript can ask for", () => {
    const neither: Record<string, unknown> = { ...COMMON };
    expect(() => synthStack((stack) => Reflect.construct(Distribution, [stack, "edge", neither]))).toThrow(
      "`site` or `backend` must be given, got: neither",
    );
  });

  it("all at once, before anything is made", () => {
    const { addresses } = synthStack((stack) => {
      expect(() => new Distribution(stack, "edge", { ...BOTH, comment: "", names: [] })).toThrow(
        /^Distribution `test\/edge`:\n {2}`comment` .*\n {2}`names` /,
      );
    });
    expect(addresses).toEqual([]);
  });
});
