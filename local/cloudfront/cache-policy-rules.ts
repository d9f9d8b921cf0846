import { isWithin, requireElements } from "./config-rules";
import { requireArgument } from "./errors";
import { headersOf, requireValueSet, type ValueSet } from "./policy-value-rules";
import { find, textAt, type XmlElement } from "./xml";

const SETS: readonly ValueSet[] = [
  {
    holder: "HeadersConfig",
    behaviour: "HeaderBehavior",
    names: "Headers",
    allowed: ["none", "whitelist"],
    listed: ["whitelist"],
    tooMany: "TooManyHeadersInCachePolicy",
  },
  {
    holder: "CookiesConfig",
    behaviour: "CookieBehavior",
    names: "Cookies",
    allowed: ["none", "whitelist", "allExcept", "all"],
    listed: ["whitelist", "allExcept"],
    tooMany: "TooManyCookiesInCachePolicy",
  },
  {
    holder: "QueryStringsConfig",
    behaviour: "QueryStringBehavior",
    names: "QueryStrings",
    allowed: ["none", "whitelist", "allExcept", "all"],
    listed: ["whitelist", "allExcept"],
    tooMany: "TooManyQueryStringsInCachePolicy",
  },
];

const TTLS = ["MinTTL", "DefaultTTL", "MaxTTL"] as const;

/** The rules of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html */
export function requireCachePolicy(config: XmlElement): void {
  requireElements(config, ["MinTTL"]);
  for (const name of TTLS) {
    requireArgument(isWithin(find(config, name), 0, 3_153_600_000), `The parameter ${name} is not valid.`);
  }
  requireTtlOrder(config);
  const key = find(config, "ParametersInCacheKeyAndForwardedToOrigin");
  if (key === undefined) {
    return;
  }
  requireElements(key, ["EnableAcceptEncodingGzip"]);
  for (const set of SETS) {
    requireValueSet(key, set);
  }
  requireEncoding(key);
  if (textAt(config, "MaxTTL") === "0") {
    requireNoKey(key);
  }
}

function requireTtlOrder(config: XmlElement): void {
  const least = Number(textAt(config, "MinTTL"));
  const usual = Number(textAt(config, "DefaultTTL") || Math.max(86_400, least));
  const most = Number(textAt(config, "MaxTTL") || Math.max(31_536_000, usual));
  requireArgument(least <= usual && usual <= most, "MinTTL, DefaultTTL and MaxTTL must not decrease.");
}

function compresses(key: XmlElement): string | undefined {
  return ["EnableAcceptEncodingGzip", "EnableAcceptEncodingBrotli"].find(
    (name) => textAt(key, name) === "true",
  );
}

/**
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html#cache-policy-compressed-objects
 */
function requireEncoding(key: XmlElement): void {
  requireArgument(
    compresses(key) === undefined || !headersOf(key).includes("accept-encoding"),
    "The parameter Headers contains Accept-Encoding that is not allowed with compression.",
  );
}

/** With caching disabled (a greatest time to live of 0) there is no cache key to put anything in. */
function requireNoKey(key: XmlElement): void {
  const encoding = compresses(key);
  requireArgument(
    encoding === undefined,
    `The parameter ${encoding} is invalid for policy with caching disabled.`,
  );
  for (const { holder, behaviour } of SETS) {
    requireArgument(
      textAt(key, holder, behaviour) === "none",
      `The parameter ${behaviour} is invalid for policy with caching disabled.`,
    );
  }
}
