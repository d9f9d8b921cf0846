import type { PolicyRecord } from "./records";
import { leaf, list, node } from "./xml";

/** The headers that CloudFront itself adds, as far as they were released by June 2022. */
const CLOUDFRONT_HEADERS = [
  "CloudFront-Forwarded-Proto",
  "CloudFront-Is-Android-Viewer",
  "CloudFront-Is-Desktop-Viewer",
  "CloudFront-Is-IOS-Viewer",
  "CloudFront-Is-Mobile-Viewer",
  "CloudFront-Is-SmartTV-Viewer",
  "CloudFront-Is-Tablet-Viewer",
  "CloudFront-Viewer-Address",
  "CloudFront-Viewer-ASN",
  "CloudFront-Viewer-City",
  "CloudFront-Viewer-Country",
  "CloudFront-Viewer-Country-Name",
  "CloudFront-Viewer-Country-Region",
  "CloudFront-Viewer-Country-Region-Name",
  "CloudFront-Viewer-Http-Version",
  "CloudFront-Viewer-Latitude",
  "CloudFront-Viewer-Longitude",
  "CloudFront-Viewer-Metro-Code",
  "CloudFront-Viewer-Postal-Code",
  "CloudFront-Viewer-Time-Zone",
  "CloudFront-Viewer-TLS",
];

interface Settings {
  readonly id: string;
  readonly name: string;
  readonly comment: string;
  readonly headerBehaviour: "whitelist" | "allViewer" | "allViewerAndWhitelistCloudFront" | "allExcept";
  readonly headers: readonly string[];
  readonly cookies: "none" | "all";
  readonly queryStrings: "none" | "all";
}

/**
 * The managed origin request policies, with the ids that every account has. See
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
export const managedOriginRequestPolicies: readonly PolicyRecord[] = [
  managed({
    id: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    name: "AllViewer",
    comment: "Policy to forward all parameters in viewer requests",
    headerBehaviour: "allViewer",
    headers: [],
    cookies: "all",
    queryStrings: "all",
  }),
  managed({
    id: "33f36d7e-f396-46d9-90e0-52428a34d9dc",
    name: "AllViewerAndCloudFrontHeaders-2022-06",
    comment: "Policy to forward all parameters in viewer requests and the CloudFront headers of June 2022",
    headerBehaviour: "allViewerAndWhitelistCloudFront",
    headers: CLOUDFRONT_HEADERS,
    cookies: "all",
    queryStrings: "all",
  }),
  managed({
    id: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
    name: "AllViewerExceptHostHeader",
    comment: "Policy to forward all parameters in viewer requests except for the Host header",
    headerBehaviour: "allExcept",
    headers: ["host"],
    cookies: "all",
    queryStrings: "all",
  }),
  managed({
    id: "59781a5b-3903-41f3-afcb-af62929ccde1",
    name: "CORS-CustomOrigin",
    comment: "Policy for CORS with a custom origin",
    headerBehaviour: "whitelist",
    headers: ["Origin"],
    cookies: "none",
    queryStrings: "none",
  }),
  managed({
    id: "88a5eaf4-2fd4-4709-b370-b4c650ea3fcf",
    name: "CORS-S3Origin",
    comment: "Policy for CORS with an S3 origin",
    headerBehaviour: "whitelist",
    headers: ["Origin", "Access-Control-Request-Headers", "Access-Control-Request-Method"],
    cookies: "none",
    queryStrings: "none",
  }),
  managed({
    id: "775133bc-15f2-49f9-abea-afb2e0bf67d2",
    name: "Elemental-MediaTailor-PersonalizedManifests",
    comment: "Policy for Elemental MediaTailor origin",
    headerBehaviour: "whitelist",
    headers: [
      "Origin",
      "Access-Control-Request-Headers",
      "Access-Control-Request-Method",
      "User-Agent",
      "X-Forwarded-For",
    ],
    cookies: "none",
    queryStrings: "all",
  }),
  managed({
    id: "bf0718e1-ba1e-49d1-88b1-f726733018ae",
    name: "HostHeaderOnly",
    comment: "Policy to forward only the Host header",
    headerBehaviour: "whitelist",
    headers: ["Host"],
    cookies: "none",
    queryStrings: "none",
  }),
  managed({
    id: "acba4595-bd28-49b8-b9fe-13317c0390fa",
    name: "UserAgentRefererHeaders",
    comment: "Policy to forward the User-Agent and Referer headers",
    headerBehaviour: "whitelist",
    headers: ["User-Agent", "Referer"],
    cookies: "none",
    queryStrings: "none",
  }),
];

function managed(settings: Settings): PolicyRecord {
  const headers = settings.headers.map((name) => leaf("Name", name));
  const config = node(
    "OriginRequestPolicyConfig",
    leaf("Comment", settings.comment),
    leaf("Name", `Managed-${settings.name}`),
    node(
      "HeadersConfig",
      leaf("HeaderBehavior", settings.headerBehaviour),
      headers.length > 0 ? list("Headers", headers) : undefined,
    ),
    node("CookiesConfig", leaf("CookieBehavior", settings.cookies)),
    node("QueryStringsConfig", leaf("QueryStringBehavior", settings.queryStrings)),
  );
  return { id: settings.id, etag: "E23ZP02F085DFQ", config, modified: "2020-07-22T00:00:00.000Z" };
}
