import type { PolicyRecord } from "./records";
import { leaf, list, node, type XmlElement } from "./xml";

/** The headers of the policies that have security headers; only `nosniff` overrides the origin's. */
const SECURITY = node(
  "SecurityHeadersConfig",
  node("XSSProtection", leaf("Override", false), leaf("Protection", true), leaf("ModeBlock", true)),
  node("FrameOptions", leaf("Override", false), leaf("FrameOption", "SAMEORIGIN")),
  node("ReferrerPolicy", leaf("Override", false), leaf("ReferrerPolicy", "strict-origin-when-cross-origin")),
  node("ContentTypeOptions", leaf("Override", true)),
  node(
    "StrictTransportSecurity",
    leaf("Override", false),
    leaf("IncludeSubdomains", false),
    leaf("Preload", false),
    leaf("AccessControlMaxAgeSec", 31_536_000),
  ),
);

const SIMPLE_CORS = cors(["GET", "HEAD"], []);
const PREFLIGHT_CORS = cors(["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"], ["*"]);

/**
 * The managed response headers policies, with the ids that every account has. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 */
export const managedResponseHeadersPolicies: readonly PolicyRecord[] = [
  managed(
    "60669652-455b-4ae9-85a4-c4c02393f86c",
    "SimpleCORS",
    "Allows all origins for simple CORS requests",
    SIMPLE_CORS,
  ),
  managed(
    "5cc3b908-e619-4b99-88e5-2cf7f45965bd",
    "CORS-With-Preflight",
    "Allows all origins for CORS requests, including preflight requests",
    PREFLIGHT_CORS,
  ),
  managed(
    "67f7725c-6f97-4210-82d7-5512b31e9d03",
    "SecurityHeadersPolicy",
    "Adds a set of security headers to every response",
    SECURITY,
  ),
  managed(
    "e61eb60c-9c35-4d20-a928-2b84e02af89c",
    "CORS-and-SecurityHeadersPolicy",
    "Allows all origins for simple CORS requests and adds security headers",
    SIMPLE_CORS,
    SECURITY,
  ),
  managed(
    "eaab4381-ed33-4a86-88ca-d9558dc6cd63",
    "CORS-with-preflight-and-SecurityHeadersPolicy",
    "Allows all origins for CORS requests, including preflight requests, and adds security headers",
    PREFLIGHT_CORS,
    SECURITY,
  ),
];

function cors(methods: readonly string[], exposed: readonly string[]): XmlElement {
  return node(
    "CorsConfig",
    list("AccessControlAllowOrigins", [leaf("Origin", "*")]),
    list("AccessControlAllowHeaders", [leaf("Header", "*")]),
    list(
      "AccessControlAllowMethods",
      methods.map((method) => leaf("Method", method)),
    ),
    leaf("AccessControlAllowCredentials", false),
    list(
      "AccessControlExposeHeaders",
      exposed.map((header) => leaf("Header", header)),
    ),
    leaf("OriginOverride", false),
  );
}

function managed(
  id: string,
  name: string,
  comment: string,
  ...settings: readonly XmlElement[]
): PolicyRecord {
  const config = node(
    "ResponseHeadersPolicyConfig",
    leaf("Comment", comment),
    leaf("Name", `Managed-${name}`),
    ...settings,
  );
  return { id, etag: "E23ZP02F085DFQ", config, modified: "2021-11-02T00:00:00.000Z" };
}
