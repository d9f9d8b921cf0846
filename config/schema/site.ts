import type { z } from "zod";
import { basicAuth } from "./basic-auth";
import { contentSecurityPolicy } from "./content-security-policy";
import { pathPattern } from "./paths";
import { headers } from "./site-headers";
import { flag, list, say, section } from "./text";

/**
 * Custom headers of a response headers policy.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html
 */
const MOST_HEADERS = 10;

/** The static site beside the backends. */
export const site = section(
  {
    spa: flag().default(true).describe("Whether deep links such as /users/7 answer with index.html."),
    assets: list(pathPattern(), "path patterns", 'write assets: ["/assets/*"]', 0)
      .default(["/assets/*"])
      .describe("Path patterns of files whose names change with their content: cached for long."),
    headers,
    contentSecurityPolicy: contentSecurityPolicy()
      .optional()
      .describe(
        "Content-Security-Policy of the site's files, as a map of directives or as text. Default: none.",
      ),
    contentSecurityPolicyReportOnly: contentSecurityPolicy()
      .optional()
      .describe("The same as a policy that is only reported on, to try one out. Default: none."),
    basicAuth,
  },
  "write site: {spa: true}",
)
  .superRefine(({ headers, contentSecurityPolicyReportOnly: reportOnly }, context) => {
    const { permissionsPolicy, crossOriginEmbedderPolicy, crossOriginOpenerPolicy, custom } = headers;
    const named = [permissionsPolicy, crossOriginEmbedderPolicy, crossOriginOpenerPolicy];
    const own = [...named, headers.crossOriginResourcePolicy, reportOnly].filter(
      (each) => each !== undefined,
    );
    const count = own.length + Object.keys(custom ?? {}).length;
    if (count <= MOST_HEADERS) return;
    const wrong = `make ${count} headers that CloudFront has no setting for, and it takes ${MOST_HEADERS}`;
    context.addIssue({ code: "custom", path: ["headers", "custom"], message: say(wrong, "remove some") });
  })
  .optional()
  .describe(
    "A static site in a private bucket, served at every path that no backend claims. Leave the key out for none.",
  );

export type Site = z.output<typeof site>;
