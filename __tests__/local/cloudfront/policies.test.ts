import type { CachePolicyConfig, ResponseHeadersPolicyConfig } from "@aws-sdk/client-cloudfront";
import { CACHING_DISABLED, Harness, quantity, refusal } from "./harness";

const harness = new Harness();
beforeAll(() => harness.start());
afterAll(() => harness.stop());

const names = (count: number) => quantity(Array.from({ length: count }, (_, index) => `n${index}`));

const key = (headers: number, gzip = false) => ({
  EnableAcceptEncodingGzip: gzip,
  HeadersConfig:
    headers > 0
      ? { HeaderBehavior: "whitelist" as const, Headers: names(headers) }
      : { HeaderBehavior: "none" as const },
  CookiesConfig: { CookieBehavior: "none" as const },
  QueryStringsConfig: { QueryStringBehavior: "none" as const },
});

const cachePolicy = (changes: Partial<CachePolicyConfig>): Promise<unknown> =>
  harness.api.createCachePolicy({
    CachePolicyConfig: { Name: `p-${Math.random()}`.replace(".", ""), MinTTL: 0, ...changes },
  });

const headersPolicy = (changes: Partial<ResponseHeadersPolicyConfig>): Promise<unknown> =>
  harness.api.createResponseHeadersPolicy({
    ResponseHeadersPolicyConfig: { Name: `p-${Math.random()}`.replace(".", ""), ...changes },
  });

describe("managed policies", () => {
  it("are listed with their documented ids and names", async () => {
    const { CachePolicyList } = await harness.api.listCachePolicies({ Type: "managed" });
    const { OriginRequestPolicyList } = await harness.api.listOriginRequestPolicies({ Type: "managed" });
    const { ResponseHeadersPolicyList } = await harness.api.listResponseHeadersPolicies({ Type: "managed" });
    const listed = [
      ...(CachePolicyList?.Items ?? []).map(({ Type, CachePolicy }) => [
        Type,
        CachePolicy?.Id,
        CachePolicy?.CachePolicyConfig?.Name,
      ]),
      ...(OriginRequestPolicyList?.Items ?? []).map(({ Type, OriginRequestPolicy }) => [
        Type,
        OriginRequestPolicy?.Id,
        OriginRequestPolicy?.OriginRequestPolicyConfig?.Name,
      ]),
      ...(ResponseHeadersPolicyList?.Items ?? []).map(({ Type, ResponseHeadersPolicy }) => [
        Type,
        ResponseHeadersPolicy?.Id,
        ResponseHeadersPolicy?.ResponseHeadersPolicyConfig?.Name,
      ]),
    ];
    expect(listed.sort()).toEqual(
      [
        ["managed", "658327ea-f89d-4fab-a63d-7e88639e58f6", "Managed-CachingOptimized"],
        ["managed", "b2884449-e4de-46a7-ac36-70bc7f1ddd6d", "Managed-CachingOptimizedForUncompressedObjects"],
        ["managed", "4135ea2d-6df8-44a3-9df3-4b5a84be39ad", "Managed-CachingDisabled"],
        ["managed", "08627262-05a9-4f76-9ded-b50ca2e3a84f", "Managed-Elemental-MediaPackage"],
        ["managed", "2e54312d-136d-493c-8eb9-b001f22f67d2", "Managed-Amplify"],
        ["managed", "83da9c7e-98b4-4e11-a168-04f0df8e2c65", "UseOriginCacheControlHeaders"],
        ["managed", "4cc15a8a-d715-48a4-82b8-cc0b614638fe", "UseOriginCacheControlHeaders-QueryStrings"],
        ["managed", "216adef6-5c7f-47e4-b989-5492eafa07d3", "Managed-AllViewer"],
        ["managed", "33f36d7e-f396-46d9-90e0-52428a34d9dc", "Managed-AllViewerAndCloudFrontHeaders-2022-06"],
        ["managed", "b689b0a8-53d0-40ab-baf2-68738e2966ac", "Managed-AllViewerExceptHostHeader"],
        ["managed", "59781a5b-3903-41f3-afcb-af62929ccde1", "Managed-CORS-CustomOrigin"],
        ["managed", "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf", "Managed-CORS-S3Origin"],
        [
          "managed",
          "775133bc-15f2-49f9-abea-afb2e0bf67d2",
          "Managed-Elemental-MediaTailor-PersonalizedManifests",
        ],
        ["managed", "bf0718e1-ba1e-49d1-88b1-f726733018ae", "Managed-HostHeaderOnly"],
        ["managed", "acba4595-bd28-49b8-b9fe-13317c0390fa", "Managed-UserAgentRefererHeaders"],
        ["managed", "60669652-455b-4ae9-85a4-c4c02393f86c", "Managed-SimpleCORS"],
        ["managed", "5cc3b908-e619-4b99-88e5-2cf7f45965bd", "Managed-CORS-With-Preflight"],
        ["managed", "67f7725c-6f97-4210-82d7-5512b31e9d03", "Managed-SecurityHeadersPolicy"],
        ["managed", "e61eb60c-9c35-4d20-a928-2b84e02af89c", "Managed-CORS-and-SecurityHeadersPolicy"],
        [
          "managed",
          "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
          "Managed-CORS-with-preflight-and-SecurityHeadersPolicy",
        ],
      ].sort(),
    );
  });

  it("can be read, but neither changed nor deleted", async () => {
    const { CachePolicy, ETag } = await harness.api.getCachePolicy({ Id: CACHING_DISABLED });
    expect(CachePolicy?.CachePolicyConfig).toMatchObject({ MinTTL: 0, DefaultTTL: 0, MaxTTL: 0 });
    expect(await refusal(harness.api.deleteCachePolicy({ Id: CACHING_DISABLED, IfMatch: ETag }))).toBe(
      "400 IllegalDelete",
    );
    const update = harness.api.updateCachePolicy({
      Id: CACHING_DISABLED,
      IfMatch: ETag,
      CachePolicyConfig: { Name: "mine", MinTTL: 0 },
    });
    expect(await refusal(update)).toBe("400 IllegalUpdate");
  });
});

describe("an own policy", () => {
  it("comes back as it was put, is updated, listed as custom and deleted", async () => {
    const { api } = harness;
    const put = {
      Name: "own",
      Comment: "a & b",
      MinTTL: 1,
      DefaultTTL: 2,
      MaxTTL: 3,
      ParametersInCacheKeyAndForwardedToOrigin: key(2, true),
    };
    const { CachePolicy, ETag } = await api.createCachePolicy({ CachePolicyConfig: put });
    const Id = CachePolicy?.Id;
    expect(CachePolicy?.CachePolicyConfig).toEqual(put);
    expect((await api.getCachePolicyConfig({ Id })).CachePolicyConfig).toEqual(put);
    const { CachePolicyList } = await api.listCachePolicies({ Type: "custom" });
    expect(CachePolicyList?.Items?.map((item) => item.CachePolicy?.Id)).toEqual([Id]);

    const changed = { ...put, MaxTTL: 4 };
    expect(await refusal(api.updateCachePolicy({ Id, CachePolicyConfig: changed }))).toBe(
      "400 InvalidIfMatchVersion",
    );
    const updated = await api.updateCachePolicy({ Id, IfMatch: ETag, CachePolicyConfig: changed });
    expect(updated.CachePolicy?.CachePolicyConfig).toEqual(changed);
    expect(await refusal(api.deleteCachePolicy({ Id, IfMatch: ETag }))).toBe("412 PreconditionFailed");
    await api.deleteCachePolicy({ Id, IfMatch: updated.ETag });
    expect(await refusal(api.getCachePolicy({ Id }))).toBe("404 NoSuchCachePolicy");
  });

  it("has a name of its own within its kind", async () => {
    const { api } = harness;
    await api.createCachePolicy({ CachePolicyConfig: { Name: "same", MinTTL: 0 } });
    await api.createResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: "same" } });
    const HeadersConfig = { HeaderBehavior: "none" } as const;
    const OriginRequestPolicyConfig = {
      Name: "same",
      HeadersConfig,
      CookiesConfig: { CookieBehavior: "none" },
      QueryStringsConfig: { QueryStringBehavior: "none" },
    } as const;
    await api.createOriginRequestPolicy({ OriginRequestPolicyConfig });
    expect(await refusal(api.createCachePolicy({ CachePolicyConfig: { Name: "same", MinTTL: 0 } }))).toBe(
      "409 CachePolicyAlreadyExists",
    );
    expect(
      await refusal(api.createResponseHeadersPolicy({ ResponseHeadersPolicyConfig: { Name: "same" } })),
    ).toBe("409 ResponseHeadersPolicyAlreadyExists");
    expect(await refusal(api.createOriginRequestPolicy({ OriginRequestPolicyConfig }))).toBe(
      "409 OriginRequestPolicyAlreadyExists",
    );
  });

  it("must exist", async () => {
    expect(await refusal(harness.api.getOriginRequestPolicy({ Id: "none" }))).toBe(
      "404 NoSuchOriginRequestPolicy",
    );
    expect(await refusal(harness.api.getResponseHeadersPolicy({ Id: "none" }))).toBe(
      "404 NoSuchResponseHeadersPolicy",
    );
  });
});

describe("cache policies", () => {
  it.each<[string, Partial<CachePolicyConfig>, string]>([
    ["times out of order", { MinTTL: 10, DefaultTTL: 5, MaxTTL: 20 }, "400 InvalidArgument"],
    ["10 headers", { ParametersInCacheKeyAndForwardedToOrigin: key(10) }, "no error"],
    ["11 headers", { ParametersInCacheKeyAndForwardedToOrigin: key(11) }, "400 TooManyHeadersInCachePolicy"],
    [
      "a key while caching is disabled",
      { DefaultTTL: 0, MaxTTL: 0, ParametersInCacheKeyAndForwardedToOrigin: key(1) },
      "400 InvalidArgument",
    ],
    [
      "compression while caching is disabled",
      { DefaultTTL: 0, MaxTTL: 0, ParametersInCacheKeyAndForwardedToOrigin: key(0, true) },
      "400 InvalidArgument",
    ],
    [
      "caching disabled with no key",
      { DefaultTTL: 0, MaxTTL: 0, ParametersInCacheKeyAndForwardedToOrigin: key(0) },
      "no error",
    ],
    [
      "names without a list",
      {
        ParametersInCacheKeyAndForwardedToOrigin: {
          ...key(0),
          CookiesConfig: { CookieBehavior: "whitelist" },
        },
      },
      "400 InvalidArgument",
    ],
    ["a name with a space", { Name: "a b" }, "400 InvalidArgument"],
  ])("%s", async (_, changes, code) => {
    expect(await refusal(cachePolicy(changes))).toBe(code);
  });
});

describe("origin request policies", () => {
  it.each(["Authorization", "Accept-Encoding"])("cannot forward %s", async (header) => {
    const call = harness.api.createOriginRequestPolicy({
      OriginRequestPolicyConfig: {
        Name: "forward",
        HeadersConfig: { HeaderBehavior: "whitelist", Headers: quantity([header]) },
        CookiesConfig: { CookieBehavior: "none" },
        QueryStringsConfig: { QueryStringBehavior: "none" },
      },
    });
    expect(await refusal(call)).toBe("400 InvalidArgument");
  });
});

describe("response headers policies", () => {
  const csp = (length: number): Partial<ResponseHeadersPolicyConfig> => ({
    SecurityHeadersConfig: {
      ContentSecurityPolicy: { Override: true, ContentSecurityPolicy: "x".repeat(length) },
    },
  });
  const customHeaders = (...headers: readonly string[]): Partial<ResponseHeadersPolicyConfig> => ({
    CustomHeadersConfig: quantity(headers.map((Header) => ({ Header, Value: "", Override: true }))),
  });
  const numbered = (count: number): string[] => Array.from({ length: count }, (_, index) => `X-${index}`);

  it.each([
    ["a CSP of 1783 characters", csp(1783), "no error"],
    ["a CSP of 1784 characters", csp(1784), "400 TooLongCSPInResponseHeadersPolicy"],
    ["10 headers", customHeaders(...numbered(10)), "no error"],
    ["11 headers", customHeaders(...numbered(11)), "400 TooManyCustomHeadersInResponseHeadersPolicy"],
    [
      "11 headers to remove",
      { RemoveHeadersConfig: quantity(numbered(11).map((Header) => ({ Header }))) },
      "400 TooManyRemoveHeadersInResponseHeadersPolicy",
    ],
    ["a header twice", customHeaders("X-A", "x-a"), "400 InvalidArgument"],
    ["a security header as a custom one", customHeaders("Strict-Transport-Security"), "400 InvalidArgument"],
  ])("%s", async (_, changes, code) => {
    expect(await refusal(headersPolicy(changes))).toBe(code);
  });
});
