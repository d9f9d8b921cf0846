import { requireArgument } from "./errors";
import { headersOf, requireValueSet, type ValueSet } from "./policy-value-rules";
import type { XmlElement } from "./xml";

const SETS: readonly ValueSet[] = [
  {
    holder: "HeadersConfig",
    behaviour: "HeaderBehavior",
    names: "Headers",
    allowed: ["none", "whitelist", "allViewer", "allViewerAndWhitelistCloudFront", "allExcept"],
    listed: ["whitelist", "allViewerAndWhitelistCloudFront", "allExcept"],
    tooMany: "TooManyHeadersInOriginRequestPolicy",
  },
  {
    holder: "CookiesConfig",
    behaviour: "CookieBehavior",
    names: "Cookies",
    allowed: ["none", "whitelist", "allExcept", "all"],
    listed: ["whitelist", "allExcept"],
    tooMany: "TooManyCookiesInOriginRequestPolicy",
  },
  {
    holder: "QueryStringsConfig",
    behaviour: "QueryStringBehavior",
    names: "QueryStrings",
    allowed: ["none", "whitelist", "allExcept", "all"],
    listed: ["whitelist", "allExcept"],
    tooMany: "TooManyQueryStringsInOriginRequestPolicy",
  },
];

/** The rules of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginRequestPolicyConfig.html */
export function requireOriginRequestPolicy(config: XmlElement): void {
  for (const set of SETS) {
    requireValueSet(config, set);
  }
  // Only a cache policy can forward these two.
  // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html#add-origin-custom-headers-forward-authorization
  for (const name of ["Authorization", "Accept-Encoding"]) {
    requireArgument(
      !headersOf(config).includes(name.toLowerCase()),
      `The parameter Headers contains ${name} that is not allowed.`,
    );
  }
}
