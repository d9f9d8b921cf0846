import { bucketFound } from "../../cli/recover/buckets";
import { functionFound } from "../../cli/recover/cloudfront-functions";
import {
  cachePolicyFound,
  originAccessControlFound,
  responseHeadersPolicyFound,
} from "../../cli/recover/cloudfront-settings";
import { distributionFound } from "../../cli/recover/distributions";
import { vpcOriginFound } from "../../cli/recover/vpc-origins";
import { OWN, planned } from "./recover-support";

const TAGGED = "tags Project=shop Environment=example ManagedBy=gatehouse";

describe("a bucket", () => {
  const Name = "shop-example-site-20251121175155378300000002";
  const bucket = planned("aws_s3_bucket", { bucket_prefix: "shop-example-site-" }, { bucket: true });

  it("is ours by prefix and tags", () => {
    expect(bucketFound(bucket, { Name }, OWN)).toEqual([{ id: Name, evidence: `name ${Name}; ${TAGGED}` }]);
    expect(bucketFound(bucket, { Name }, {})).toEqual([{ id: Name }]);
    expect(bucketFound(bucket, { Name }, { Project: "other" })).toEqual([]);
    expect(bucketFound(bucket, { Name: "shop-example-site-backup" }, OWN)).toEqual([]);
    expect(bucketFound(bucket, { Name, BucketRegion: "us-east-1" }, OWN)).toEqual([]);
  });

  it("is in the way where its name is taken", () => {
    const named = planned("aws_s3_bucket", { bucket: "shop-logs" });
    expect(bucketFound(named, { Name: "shop-logs" }, { Project: "other" })).toEqual([{ id: "shop-logs" }]);
    expect(bucketFound(named, { Name: "shop-logs-2" }, OWN)).toEqual([]);
  });
});

describe("a distribution", () => {
  const distribution = planned("aws_cloudfront_distribution", {
    aliases: ["example.com", "www.example.com"],
  });
  const actual = (...Items: string[]) => ({ Id: "E1", Aliases: { Quantity: Items.length, Items } });

  it("is ours by alias and tags", () => {
    expect(distributionFound(distribution, actual("example.com"), OWN)).toEqual([
      { id: "E1", evidence: `alias example.com; ${TAGGED}` },
    ]);
    expect(distributionFound(distribution, actual("www.example.com"), {})).toEqual([{ id: "E1" }]);
    expect(distributionFound(distribution, actual("example.org"), OWN)).toEqual([]);
    expect(distributionFound(distribution, actual(), OWN)).toEqual([]);
  });
});

describe("a function", () => {
  const code = "function handler(event) { return event.request; }";
  const fn = planned("aws_cloudfront_function", {
    name: "shop-example-pages",
    comment: "Pages",
    runtime: "cloudfront-js-2.0",
    code,
  });
  const draft = {
    Name: "shop-example-pages",
    FunctionConfig: { Comment: "Pages", Runtime: "cloudfront-js-2.0" as const },
  };

  it("is ours by comment, runtime and code", () => {
    expect(functionFound(fn, draft, code, true)).toEqual({
      id: "shop-example-pages",
      evidence: "name shop-example-pages; same comment, runtime and code",
    });
    expect(functionFound(fn, draft, `${code} `, true)).toEqual({ id: "shop-example-pages" });
    const elsewhere = { ...draft, FunctionConfig: { ...draft.FunctionConfig, Comment: "Other" } };
    expect(functionFound(fn, elsewhere, code, true)).toEqual({ id: "shop-example-pages" });
  });

  it("is a doubt where it was never published", () => {
    expect(functionFound(fn, draft, code, false)).toEqual({
      id: "shop-example-pages",
      doubt: expect.stringContaining("never published"),
    });
  });
});

describe("a VPC origin", () => {
  const arn =
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop-private/50dc6c495c0c9188";
  const config = {
    Name: "shop-private",
    Arn: arn,
    HTTPPort: 80,
    HTTPSPort: 443,
    OriginProtocolPolicy: "https-only" as const,
    OriginSslProtocols: { Quantity: 1, Items: ["TLSv1.2" as const] },
  };
  const endpoint = {
    name: "shop-private",
    arn,
    http_port: 80,
    https_port: 443,
    origin_protocol_policy: "https-only",
    origin_ssl_protocols: [{ items: ["TLSv1.2"], quantity: 1 }],
  };
  const origin = planned("aws_cloudfront_vpc_origin", { vpc_origin_endpoint_config: [endpoint] });

  it("is ours by name, load balancer and tags", () => {
    expect(vpcOriginFound(origin, "vo_1", config, OWN)).toEqual([
      { id: "vo_1", evidence: `name shop-private, same load balancer; ${TAGGED}` },
    ]);
    expect(vpcOriginFound(origin, "vo_1", config, {})).toEqual([{ id: "vo_1" }]);
  });

  it("is in the way where it has our name and leads elsewhere", () => {
    const elsewhere = { ...config, Arn: arn.replace("shop-private", "shop-other") };
    expect(vpcOriginFound(origin, "vo_1", elsewhere, OWN)).toEqual([{ id: "vo_1" }]);
    expect(vpcOriginFound(origin, "vo_1", { ...config, Name: "shop-other" }, OWN)).toEqual([]);
  });

  it("is not evidently ours where the load balancer is not there yet", () => {
    const { arn: _, ...known } = endpoint;
    const later = planned(
      "aws_cloudfront_vpc_origin",
      { vpc_origin_endpoint_config: [known] },
      { vpc_origin_endpoint_config: [{ arn: true }] },
    );
    expect(vpcOriginFound(later, "vo_1", config, OWN)).toEqual([{ id: "vo_1" }]);
  });
});

describe("CloudFront's named settings", () => {
  it("an origin access control is ours by all of them", () => {
    const control = planned("aws_cloudfront_origin_access_control", {
      name: "shop-example-site",
      description: "Signs",
      origin_access_control_origin_type: "s3",
      signing_behavior: "always",
      signing_protocol: "sigv4",
    });
    const actual = {
      Id: "O1",
      Name: "shop-example-site",
      Description: "Signs",
      OriginAccessControlOriginType: "s3",
      SigningBehavior: "always",
      SigningProtocol: "sigv4",
    } as const;
    expect(originAccessControlFound(control, actual)).toEqual([
      { id: "O1", evidence: "name shop-example-site; same settings" },
    ]);
    expect(originAccessControlFound(control, { ...actual, SigningBehavior: "never" })).toEqual([
      { id: "O1" },
    ]);
    expect(originAccessControlFound(control, { ...actual, Name: "other" })).toEqual([]);
  });

  it("a cache policy likewise", () => {
    const policy = planned("aws_cloudfront_cache_policy", {
      name: "pages",
      comment: "Pages",
      min_ttl: 1,
      default_ttl: 1,
      max_ttl: 60,
      parameters_in_cache_key_and_forwarded_to_origin: [
        {
          enable_accept_encoding_gzip: true,
          enable_accept_encoding_brotli: true,
          headers_config: [{ header_behavior: "none", headers: [] }],
          cookies_config: [{ cookie_behavior: "whitelist", cookies: [{ items: ["b", "a"] }] }],
          query_strings_config: [{ query_string_behavior: "none", query_strings: [] }],
        },
      ],
    });
    const config = (MaxTTL: number) => ({
      Id: "P1",
      LastModifiedTime: undefined,
      CachePolicyConfig: {
        Name: "pages",
        Comment: "Pages",
        MinTTL: 1,
        DefaultTTL: 1,
        MaxTTL,
        ParametersInCacheKeyAndForwardedToOrigin: {
          EnableAcceptEncodingGzip: true,
          EnableAcceptEncodingBrotli: true,
          HeadersConfig: { HeaderBehavior: "none" as const },
          CookiesConfig: {
            CookieBehavior: "whitelist" as const,
            Cookies: { Quantity: 2, Items: ["a", "b"] },
          },
          QueryStringsConfig: { QueryStringBehavior: "none" as const },
        },
      },
    });
    expect(cachePolicyFound(policy, config(60))).toEqual([
      { id: "P1", evidence: "name pages; same settings" },
    ]);
    expect(cachePolicyFound(policy, config(61))).toEqual([{ id: "P1" }]);
  });

  it("a response headers policy likewise", () => {
    const policy = planned("aws_cloudfront_response_headers_policy", {
      name: "headers",
      comment: "Headers",
      security_headers_config: [
        {
          content_type_options: [{ override: true }],
          frame_options: [{ frame_option: "DENY", override: false }],
          content_security_policy: [],
          strict_transport_security: [
            { access_control_max_age_sec: 300, include_subdomains: false, preload: false, override: true },
          ],
        },
      ],
      cors_config: [],
    });
    const config = (FrameOption: "DENY" | "SAMEORIGIN", more: object = {}) => ({
      Id: "P1",
      LastModifiedTime: undefined,
      ResponseHeadersPolicyConfig: {
        Name: "headers",
        Comment: "Headers",
        SecurityHeadersConfig: {
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption, Override: false },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 300, Override: true },
        },
        ...more,
      },
    });
    const evidence = "name headers; same settings";
    expect(responseHeadersPolicyFound(policy, config("DENY"))).toEqual([{ id: "P1", evidence }]);
    expect(responseHeadersPolicyFound(policy, config("SAMEORIGIN"))).toEqual([{ id: "P1" }]);
    const timing = { ServerTimingHeadersConfig: { Enabled: true, SamplingRate: 1 } };
    expect(responseHeadersPolicyFound(policy, config("DENY", timing))).toEqual([{ id: "P1" }]);
    const removed = { RemoveHeadersConfig: { Quantity: 1, Items: [{ Header: "server" }] } };
    expect(responseHeadersPolicyFound(policy, config("DENY", removed))).toEqual([{ id: "P1" }]);
  });
});
