import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { type OtherHeader, SecurityHeaders } from "../modules/edge/security-headers";
import { NAME_LIMITS, resourceName } from "./names";

type Site = NonNullable<Environment["site"]>;

/** Browsers keep to HTTPS for a year; names below the site's own are their owners' business. */
export const STRICT_TRANSPORT_SECONDS = 31_536_000;

/** What CloudFront adds to every response. */
export function createHeaders(scope: Construct, environment: Environment): string {
  const { site } = environment;
  return new SecurityHeaders(scope, "security_headers", {
    name: resourceName(environment, "headers", NAME_LIMITS.responseHeadersPolicy),
    comment: "Security headers of every response",
    ...(site === undefined ? { hsts: { maxAge: STRICT_TRANSPORT_SECONDS } } : headersOf(site)),
  }).policyId;
}

function headersOf({ headers, contentSecurityPolicy, contentSecurityPolicyReportOnly }: Site) {
  const { hsts, frameOptions, referrerPolicy, custom } = headers;
  // What is about a page is for the page to say: where it has the header itself, that one stands.
  const ofPages = Object.entries({
    "Content-Security-Policy-Report-Only": contentSecurityPolicyReportOnly,
    "Cross-Origin-Embedder-Policy": headers.crossOriginEmbedderPolicy,
    "Cross-Origin-Opener-Policy": headers.crossOriginOpenerPolicy,
    "Cross-Origin-Resource-Policy": headers.crossOriginResourcePolicy,
    "Permissions-Policy": headers.permissionsPolicy,
  }).flatMap(([name, value]): OtherHeader[] =>
    value === undefined ? [] : [{ name, value, override: false }],
  );
  const own = Object.entries(custom ?? {}).map(([name, value]) => ({ name, value, override: true }));
  return { hsts, frameOptions, referrerPolicy, contentSecurityPolicy, others: [...ofPages, ...own] };
}
