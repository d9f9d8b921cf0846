import { requireElements, requireOneOf } from "./config-rules";
import { CloudFrontError, requireArgument } from "./errors";
import { find, itemsAt, textAt, type XmlElement } from "./xml";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-policies */
const MAX_HEADERS = 10;
const MAX_CSP = 1783;

const BOOLEAN = ["true", "false"];

const REFERRER_POLICIES = [
  "no-referrer",
  "no-referrer-when-downgrade",
  "origin",
  "origin-when-cross-origin",
  "same-origin",
  "strict-origin",
  "strict-origin-when-cross-origin",
  "unsafe-url",
];

/** The required members of each security header. */
const SECURITY_HEADERS: Readonly<Record<string, readonly string[]>> = {
  XSSProtection: ["Override", "Protection"],
  FrameOptions: ["Override", "FrameOption"],
  ReferrerPolicy: ["Override", "ReferrerPolicy"],
  ContentSecurityPolicy: ["Override", "ContentSecurityPolicy"],
  ContentTypeOptions: ["Override"],
  StrictTransportSecurity: ["Override", "AccessControlMaxAgeSec"],
};

/** The headers that have a setting of their own and so cannot be custom ones. */
const OWN_SETTING = [
  "x-xss-protection",
  "x-frame-options",
  "referrer-policy",
  "content-security-policy",
  "x-content-type-options",
  "strict-transport-security",
];

/** The rules of https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ResponseHeadersPolicyConfig.html */
export function requireResponseHeadersPolicy(config: XmlElement): void {
  requireSecurityHeaders(config);
  requireCors(config);
  requireHeaders(config);
}

function requireSecurityHeaders(config: XmlElement): void {
  const security = find(config, "SecurityHeadersConfig");
  if (security === undefined) {
    return;
  }
  for (const [name, members] of Object.entries(SECURITY_HEADERS)) {
    const header = find(security, name);
    if (header !== undefined) {
      requireElements(header, members);
      requireOneOf(security, [name, "Override"], BOOLEAN);
    }
  }
  requireOneOf(security, ["FrameOptions", "FrameOption"], ["DENY", "SAMEORIGIN"]);
  requireOneOf(security, ["ReferrerPolicy", "ReferrerPolicy"], REFERRER_POLICIES);
  const csp = textAt(security, "ContentSecurityPolicy", "ContentSecurityPolicy");
  if (csp.length > MAX_CSP) {
    throw new CloudFrontError(
      "TooLongCSPInResponseHeadersPolicy",
      `The Content-Security-Policy is ${csp.length} characters long, at most ${MAX_CSP}.`,
    );
  }
}

function requireCors(config: XmlElement): void {
  const cors = find(config, "CorsConfig");
  if (cors !== undefined) {
    requireElements(cors, [
      "AccessControlAllowOrigins",
      "AccessControlAllowHeaders",
      "AccessControlAllowMethods",
      "AccessControlAllowCredentials",
      "OriginOverride",
    ]);
  }
}

function requireHeaders(config: XmlElement): void {
  const namesOf = (list: string): readonly string[] =>
    itemsAt(config, list).map((header) => textAt(header, "Header").toLowerCase());
  const custom = namesOf("CustomHeadersConfig");
  const removed = namesOf("RemoveHeadersConfig");
  if (custom.length > MAX_HEADERS) {
    throw new CloudFrontError("TooManyCustomHeadersInResponseHeadersPolicy", "Too many custom headers.");
  }
  if (removed.length > MAX_HEADERS) {
    throw new CloudFrontError("TooManyRemoveHeadersInResponseHeadersPolicy", "Too many headers to remove.");
  }
  requireArgument(new Set(custom).size === custom.length, "The parameter Header contains duplicates.");
  const own = custom.find((name) => OWN_SETTING.includes(name));
  requireArgument(own === undefined, `The parameter Header contains ${own}, which is a security header.`);
}
