import type { CacheBehavior, DistributionConfig, Origin } from "@aws-sdk/client-cloudfront";
import { behaviour, bucket, config, custom, fn, Harness, ordered, quantity, refusal, text } from "./harness";

const harness = new Harness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

const attempt = (changes: Partial<DistributionConfig>): Promise<string> =>
  refusal(harness.api.createDistribution({ DistributionConfig: config(changes) }));

describe("origins", () => {
  const withOrigin = (origin: Origin): Promise<string> =>
    attempt({
      Origins: quantity([origin]),
      DefaultCacheBehavior: behaviour({ TargetOriginId: origin.Id }),
    });
  const customConfig = { HTTPPort: 80, HTTPSPort: 443, OriginProtocolPolicy: "https-only" } as const;
  const headers = (...names: readonly string[]): Partial<Origin> => ({
    CustomHeaders: quantity(names.map((HeaderName) => ({ HeaderName, HeaderValue: "x" }))),
  });
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `X-${index}`);

  it.each([
    ["a custom origin", custom(), "no error"],
    ["a bucket", bucket(), "no error"],
    ["a bucket by its older name", bucket({ DomainName: "assets.s3.amazonaws.com" }), "no error"],
    ["a bucket that is none", bucket({ DomainName: "example.com" }), "400 InvalidArgument"],
    [
      "a website as a bucket",
      bucket({ DomainName: "assets.s3-website-eu-west-1.amazonaws.com" }),
      "400 InvalidArgument",
    ],
    ["a URL", custom({ DomainName: "https://example.com" }), "400 InvalidArgument"],
    ["a path that ends with a slash", custom({ OriginPath: "/x/" }), "400 InvalidArgument"],
    ["no kind", custom({ CustomOriginConfig: undefined }), "400 InvalidArgument"],
    ["two kinds", custom({ S3OriginConfig: { OriginAccessIdentity: "" } }), "400 InvalidArgument"],
    ["a low port", custom({ CustomOriginConfig: { ...customConfig, HTTPPort: 81 } }), "400 InvalidArgument"],
    ["a high port", custom({ CustomOriginConfig: { ...customConfig, HTTPPort: 8088 } }), "no error"],
    [
      "a read timeout of 120",
      custom({ CustomOriginConfig: { ...customConfig, OriginReadTimeout: 120 } }),
      "no error",
    ],
    [
      "a read timeout of 121",
      custom({ CustomOriginConfig: { ...customConfig, OriginReadTimeout: 121 } }),
      "400 InvalidOriginReadTimeout",
    ],
    [
      "a keep-alive timeout of 0",
      custom({ CustomOriginConfig: { ...customConfig, OriginKeepaliveTimeout: 0 } }),
      "400 InvalidOriginKeepaliveTimeout",
    ],
    ["four connection attempts", custom({ ConnectionAttempts: 4 }), "400 InvalidArgument"],
    ["30 headers", custom(headers(...numbered(30))), "no error"],
    ["31 headers", custom(headers(...numbered(31))), "400 TooManyOriginCustomHeaders"],
    ["a header twice", custom(headers("X-A", "x-a")), "400 InvalidArgument"],
    ["a header of CloudFront's own", custom(headers("Host")), "400 InvalidArgument"],
    ["no such access control", bucket({ OriginAccessControlId: "ENONE" }), "400 InvalidOriginAccessControl"],
    [
      "no such VPC origin",
      custom({ CustomOriginConfig: undefined, VpcOriginConfig: { VpcOriginId: "vo_none" } }),
      "404 EntityNotFound",
    ],
  ])("%s", async (_, origin, code) => {
    expect(await withOrigin(origin)).toBe(code);
  });

  it("refuse an S3 access control beside an identity, or for what is no bucket", async () => {
    const { id: OriginAccessControlId } = await harness.control("rules");
    const OriginAccessIdentity = "origin-access-identity/cloudfront/E1";
    expect(
      await withOrigin(bucket({ OriginAccessControlId, S3OriginConfig: { OriginAccessIdentity } })),
    ).toBe("400 IllegalOriginAccessConfiguration");
    expect(await withOrigin(custom({ OriginAccessControlId }))).toBe(
      "400 InvalidDomainNameForOriginAccessControl",
    );
  });

  it("are at most 100, each with an id of its own", async () => {
    const origins = Array.from({ length: 101 }, (_, index) =>
      custom({ Id: index === 0 ? "backend" : `o${index}` }),
    );
    expect(await attempt({ Origins: quantity(origins.slice(0, 100)) })).toBe("no error");
    expect(await attempt({ Origins: quantity(origins) })).toBe("400 TooManyOrigins");
    expect(await attempt({ Origins: quantity([custom(), custom()]) })).toBe("400 InvalidArgument");
  });
});

describe("behaviours", () => {
  const forwarded = { QueryString: false, Cookies: { Forward: "none" as const } };
  const legacy = (MinTTL: number, DefaultTTL: number, MaxTTL: number): Partial<CacheBehavior> => ({
    CachePolicyId: undefined,
    ForwardedValues: forwarded,
    MinTTL,
    DefaultTTL,
    MaxTTL,
  });

  it.each<[string, Partial<CacheBehavior>, string]>([
    ["an origin that is not there", { TargetOriginId: "none" }, "404 NoSuchOrigin"],
    ["no such cache policy", { CachePolicyId: "none" }, "404 NoSuchCachePolicy"],
    ["no such origin request policy", { OriginRequestPolicyId: "none" }, "404 NoSuchOriginRequestPolicy"],
    ["no such headers policy", { ResponseHeadersPolicyId: "none" }, "404 NoSuchResponseHeadersPolicy"],
    ["neither policy nor older settings", { CachePolicyId: undefined }, "400 InvalidArgument"],
    ["both", { ForwardedValues: forwarded }, "400 InvalidArgument"],
    ["older settings", legacy(0, 60, 60), "no error"],
    ["older settings with times out of order", legacy(0, 61, 60), "400 InvalidTTLOrder"],
    [
      "an origin request policy without a cache policy",
      { ...legacy(0, 0, 0), OriginRequestPolicyId: "216adef6-5c7f-47e4-b989-5492eafa07d3" },
      "400 InvalidArgument",
    ],
    [
      "two methods of CloudFront's own choice",
      { AllowedMethods: quantity(["GET", "POST"]) },
      "400 InvalidArgument",
    ],
    ["GET and HEAD", { AllowedMethods: quantity(["HEAD", "GET"]) }, "no error"],
    ["a pattern with a space", { PathPattern: "/a b/*" }, "400 InvalidArgument"],
    ["a pattern of 255 characters", { PathPattern: `/${"a".repeat(254)}` }, "no error"],
    ["a pattern of 256 characters", { PathPattern: `/${"a".repeat(255)}` }, "400 InvalidArgument"],
    [
      "a function that is none",
      {
        FunctionAssociations: quantity([
          { FunctionARN: "arn:aws:cloudfront::123456789012:function/none", EventType: "viewer-request" },
        ]),
      },
      "400 InvalidFunctionAssociation",
    ],
  ])("%s", async (_, changes, code) => {
    expect(await attempt({ CacheBehaviors: ordered(changes) })).toBe(code);
  });

  it("have patterns of their own and are at most 75", async () => {
    const many = Array.from({ length: 76 }, (_, index) => ({ PathPattern: `/${index}/*` }));
    expect(await attempt({ CacheBehaviors: ordered(...many.slice(0, 75)) })).toBe("no error");
    expect(await attempt({ CacheBehaviors: ordered(...many) })).toBe("400 TooManyCacheBehaviors");
    expect(await attempt({ CacheBehaviors: ordered({}, {}) })).toBe("400 InvalidArgument");
  });

  it("run published functions, one for each viewer event", async () => {
    const { arn } = await harness.publishedFunction("published");
    const { FunctionSummary } = await harness.api.createFunction(fn("unpublished"));
    const unpublished = text(FunctionSummary?.FunctionMetadata?.FunctionARN);
    const run = (
      ...associations: readonly (readonly [string, "viewer-request" | "viewer-response" | "origin-request"])[]
    ) =>
      attempt({
        DefaultCacheBehavior: behaviour({
          FunctionAssociations: quantity(
            associations.map(([FunctionARN, EventType]) => ({ FunctionARN, EventType })),
          ),
        }),
      });
    expect(await run([arn, "viewer-request"], [arn, "viewer-response"])).toBe("no error");
    expect(await run([arn, "viewer-request"], [arn, "viewer-request"])).toBe(
      "400 InvalidFunctionAssociation",
    );
    expect(await run([arn, "origin-request"])).toBe("400 InvalidFunctionAssociation");
    expect(await run([unpublished, "viewer-request"])).toBe("400 InvalidFunctionAssociation");
  });
});

describe("what a distribution uses cannot be deleted", () => {
  it("until the distribution lets go of it", async () => {
    const { api } = harness;
    const { id: control, etag: controlTag } = await harness.control("used");
    const { arn, etag: functionTag } = await harness.publishedFunction("used");
    const cache = await api.createCachePolicy({ CachePolicyConfig: { Name: "used", MinTTL: 0 } });
    const request = await api.createOriginRequestPolicy({
      OriginRequestPolicyConfig: {
        Name: "used",
        HeadersConfig: { HeaderBehavior: "none" },
        CookiesConfig: { CookieBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "none" },
      },
    });
    const headers = await api.createResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: "used" } });
    const vpc = await api.createVpcOrigin({
      VpcOriginEndpointConfig: {
        Name: "used",
        Arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/a/1",
        HTTPPort: 80,
        HTTPSPort: 443,
        OriginProtocolPolicy: "https-only",
      },
    });
    const CallerReference = "uses-everything";
    const { id, etag } = await harness.distribution({
      CallerReference,
      Origins: quantity([
        custom(),
        bucket({ OriginAccessControlId: control }),
        custom({
          Id: "vpc",
          CustomOriginConfig: undefined,
          VpcOriginConfig: { VpcOriginId: text(vpc.VpcOrigin?.Id) },
        }),
      ]),
      CacheBehaviors: ordered({
        CachePolicyId: cache.CachePolicy?.Id,
        OriginRequestPolicyId: request.OriginRequestPolicy?.Id,
        ResponseHeadersPolicyId: headers.ResponseHeadersPolicy?.Id,
        FunctionAssociations: quantity([{ FunctionARN: arn, EventType: "viewer-request" }]),
      }),
    });
    const deletions = {
      "409 OriginAccessControlInUse": () =>
        api.deleteOriginAccessControl({ Id: control, IfMatch: controlTag }),
      "409 FunctionInUse": () => api.deleteFunction({ Name: "used", IfMatch: functionTag }),
      "409 CachePolicyInUse": () => api.deleteCachePolicy({ Id: cache.CachePolicy?.Id, IfMatch: cache.ETag }),
      "409 OriginRequestPolicyInUse": () =>
        api.deleteOriginRequestPolicy({ Id: request.OriginRequestPolicy?.Id, IfMatch: request.ETag }),
      "409 ResponseHeadersPolicyInUse": () =>
        api.deleteResponseHeadersPolicy({ Id: headers.ResponseHeadersPolicy?.Id, IfMatch: headers.ETag }),
      "409 CannotDeleteEntityWhileInUse": () =>
        api.deleteVpcOrigin({ Id: vpc.VpcOrigin?.Id, IfMatch: vpc.ETag }),
    };
    for (const [code, remove] of Object.entries(deletions)) {
      expect(await refusal(remove())).toBe(code);
    }
    await api.updateDistribution({ Id: id, IfMatch: etag, DistributionConfig: config({ CallerReference }) });
    for (const remove of Object.values(deletions)) {
      expect(await refusal(remove())).toBe("no error");
    }
  });
});
