import type { PolicyRecord } from "./records";
import { leaf, list, node, type XmlElement } from "./xml";

const YEAR = 31_536_000;
const OVERRIDE = ["Host", "Origin", "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"];

interface Settings {
  readonly id: string;
  readonly name: string;
  readonly comment: string;
  readonly ttl: readonly [least: number, usual: number, most: number];
  readonly compress: boolean;
  readonly headers: readonly string[];
  readonly cookies: "none" | "all";
  readonly queryStrings: "none" | "all" | readonly string[];
}

/**
 * The managed cache policies, with the ids that every account has. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
 */
export const managedCachePolicies: readonly PolicyRecord[] = [
  managed({
    id: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    name: "Managed-CachingOptimized",
    comment: "Policy with caching enabled. Supports Gzip and Brotli compression.",
    ttl: [1, 86_400, YEAR],
    compress: true,
    headers: [],
    cookies: "none",
    queryStrings: "none",
  }),
  managed({
    id: "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
    name: "Managed-CachingOptimizedForUncompressedObjects",
    comment: "Default policy when compression is disabled",
    ttl: [1, 86_400, YEAR],
    compress: false,
    headers: [],
    cookies: "none",
    queryStrings: "none",
  }),
  managed({
    id: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    name: "Managed-CachingDisabled",
    comment: "Policy with caching disabled",
    ttl: [0, 0, 0],
    compress: false,
    headers: [],
    cookies: "none",
    queryStrings: "none",
  }),
  managed({
    id: "08627262-05a9-4f76-9ded-b50ca2e3a84f",
    name: "Managed-Elemental-MediaPackage",
    comment: "Policy for Elemental MediaPackage Origin",
    ttl: [0, 86_400, YEAR],
    compress: true,
    headers: ["Origin"],
    cookies: "none",
    queryStrings: ["aws.manifestfilter", "start", "end", "m"],
  }),
  managed({
    id: "2e54312d-136d-493c-8eb9-b001f22f67d2",
    name: "Managed-Amplify",
    comment: "Policy for Amplify Origin",
    ttl: [2, 2, 600],
    compress: true,
    headers: ["Authorization", "CloudFront-Viewer-Country", "Host"],
    cookies: "all",
    queryStrings: "all",
  }),
  // These two have no prefix in the API.
  managed({
    id: "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
    name: "UseOriginCacheControlHeaders",
    comment: "Policy for origins that return Cache-Control headers. Query strings are not in the cache key.",
    ttl: [0, 0, YEAR],
    compress: true,
    headers: OVERRIDE,
    cookies: "all",
    queryStrings: "none",
  }),
  managed({
    id: "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
    name: "UseOriginCacheControlHeaders-QueryStrings",
    comment: "Policy for origins that return Cache-Control headers and serve by query string.",
    ttl: [0, 0, YEAR],
    compress: true,
    headers: OVERRIDE,
    cookies: "all",
    queryStrings: "all",
  }),
];

function managed(settings: Settings): PolicyRecord {
  const [least, usual, most] = settings.ttl;
  const { headers, queryStrings } = settings;
  const config = node(
    "CachePolicyConfig",
    leaf("Comment", settings.comment),
    leaf("Name", settings.name),
    leaf("DefaultTTL", usual),
    leaf("MaxTTL", most),
    leaf("MinTTL", least),
    node(
      "ParametersInCacheKeyAndForwardedToOrigin",
      leaf("EnableAcceptEncodingGzip", settings.compress),
      leaf("EnableAcceptEncodingBrotli", settings.compress),
      node(
        "HeadersConfig",
        leaf("HeaderBehavior", headers.length > 0 ? "whitelist" : "none"),
        headers.length > 0 ? names("Headers", headers) : undefined,
      ),
      node("CookiesConfig", leaf("CookieBehavior", settings.cookies)),
      typeof queryStrings === "string"
        ? node("QueryStringsConfig", leaf("QueryStringBehavior", queryStrings))
        : node(
            "QueryStringsConfig",
            leaf("QueryStringBehavior", "whitelist"),
            names("QueryStrings", queryStrings),
          ),
    ),
  );
  return { id: settings.id, etag: "E23ZP02F085DFQ", config, modified: "2020-07-22T00:00:00.000Z" };
}

function names(element: string, values: readonly string[]): XmlElement {
  return list(
    element,
    values.map((value) => leaf("Name", value)),
  );
}
