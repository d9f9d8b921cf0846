import { z } from "zod";
import { LONGEST_HEADER } from "./content-security-policy";
import { say } from "./text";

const form = say("must be a map of header names and values", 'write one such as {X-Robots-Tag: "noindex"}');

/** Headers that have a key of their own, by their names in lower case. */
const OWN_KEY: Readonly<Record<string, string>> = {
  "content-security-policy": "site.contentSecurityPolicy",
  "content-security-policy-report-only": "site.contentSecurityPolicyReportOnly",
  "cross-origin-embedder-policy": "site.headers.crossOriginEmbedderPolicy",
  "cross-origin-opener-policy": "site.headers.crossOriginOpenerPolicy",
  "cross-origin-resource-policy": "site.headers.crossOriginResourcePolicy",
  "permissions-policy": "site.headers.permissionsPolicy",
  "referrer-policy": "site.headers.referrerPolicy",
  "strict-transport-security": "site.headers.hsts",
  "x-frame-options": "site.headers.frameOptions",
};

/**
 * Headers that CloudFront sets or reads itself, or that belong to one answer and not to all of them.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/edge-function-restrictions-all.html
 */
const FORBIDDEN =
  /^(connection|expect|keep-alive|proxy-.*|te|trailer|upgrade|transfer-encoding|via|warning|host|date|age|server|etag|content-(length|encoding|type|range)|last-modified|location|set-cookie|server-timing|vary|x-accel-.*|x-amz-.*|x-amzn-.*|x-cache|x-content-type-options|x-edge-.*|x-forwarded-.*|x-real-ip|x-xss-protection|access-control-.*)$/;

/** Headers of one's own on every response. */
export const customHeaders = z
  .record(z.string(), z.string(form), form)
  .superRefine((headers, context) => {
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    for (const [index, [name, value]] of Object.entries(headers).entries()) {
      const message =
        names.indexOf(names[index] ?? "") < index ? twice : (nameFault(name) ?? valueFault(value));
      if (message !== undefined) context.addIssue({ code: "custom", path: [name], message });
    }
  })
  .transform((headers) => Object.fromEntries(Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))))
  .optional()
  .describe("Headers of your own, on every response; they replace what an origin says. Default: none.")
  .meta({ examples: [{ "X-Robots-Tag": "noindex" }] });

const twice = say("stands there already in other letters", "write it once");

function nameFault(name: string): string | undefined {
  if (!/^[A-Za-z0-9!#$&'*+.^_`|~-]{1,256}$/.test(name)) {
    return say("is no header's name of at most 256 characters", "write one such as X-Robots-Tag");
  }
  const key = OWN_KEY[name.toLowerCase()];
  if (key !== undefined) return say("has a key of its own", `write ${key}`);
  return FORBIDDEN.test(name.toLowerCase())
    ? say("is a header that CloudFront lets nobody set on every response", "remove it")
    : undefined;
}

function valueFault(value: string): string | undefined {
  if (!/^[!-~]([ -~]*[!-~])?$/.test(value)) {
    return say("must be ASCII without space at its ends", "write it so, or remove the header");
  }
  if (/[$%]\{/.test(value)) {
    return say("must not hold ${ or %{, which Terraform reads as an expression", "write the value itself");
  }
  return value.length > LONGEST_HEADER
    ? say(`must have at most ${LONGEST_HEADER} characters`, "shorten it: CloudFront takes no longer header")
    : undefined;
}
