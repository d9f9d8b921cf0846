import type { z } from "zod";
import { pathPattern } from "./paths";
import { flag, list, notYet, say, section, text, whole, word } from "./text";

const year = 31536000;

const hsts = section(
  {
    maxAge: whole(0, 2 * year, "a number of seconds", `write maxAge: ${year}`)
      .default(year)
      .describe("Seconds that browsers insist on HTTPS."),
    includeSubDomains: flag()
      .default(false)
      .describe("Whether every name below is meant too, those of others included."),
    preload: flag()
      .default(false)
      .describe("Whether browsers may ship the name in their lists: hard to undo."),
  },
  "write hsts: {maxAge: 31536000}",
)
  .superRefine(({ maxAge, includeSubDomains, preload }, context) => {
    if (!preload || (includeSubDomains && maxAge >= year)) return;
    context.addIssue({
      code: "custom",
      path: ["preload"],
      message: say(
        `needs includeSubDomains: true and a maxAge of ${year} or more`,
        "set both, or remove preload",
      ),
    });
  })
  .prefault({})
  .describe("Strict-Transport-Security.");

const headers = section(
  {
    hsts,
    frameOptions: word(["DENY", "SAMEORIGIN"]).default("DENY").describe("X-Frame-Options."),
    referrerPolicy: word([
      "no-referrer",
      "no-referrer-when-downgrade",
      "origin",
      "origin-when-cross-origin",
      "same-origin",
      "strict-origin",
      "strict-origin-when-cross-origin",
      "unsafe-url",
    ])
      .default("strict-origin-when-cross-origin")
      .describe("Referrer-Policy."),
  },
  "write headers: {frameOptions: SAMEORIGIN}",
)
  .prefault({})
  .describe("Security headers of the site's files.");

/** The static site beside the backends. */
export const site = section(
  {
    spa: flag().default(true).describe("Whether deep links such as /users/7 answer with index.html."),
    assets: list(pathPattern(), "path patterns", 'write assets: ["/assets/*"]', 0)
      .default(["/assets/*"])
      .describe("Path patterns of files whose names change with their content: cached for long."),
    headers,
    contentSecurityPolicy: text(
      /^[ -~\r\n\t]{1,4096}$/,
      "must be a policy of at most 4096 ASCII characters",
      "write one such as default-src 'self'",
    )
      .refine(
        (policy) => !/[$%]\{/.test(policy),
        say("must not hold ${ or %{, which Terraform reads as an expression", "write the value itself"),
      )
      .transform((policy) => policy.trim().replace(/\s+/g, " "))
      .optional()
      .describe("Content-Security-Policy of the site's files. Default: none."),
    basicAuth: notYet("A password in front of the site."),
  },
  "write site: {spa: true}",
)
  .optional()
  .describe(
    "A static site in a private bucket, served at every path that no backend claims. Leave the key out for none.",
  );

export type Site = z.output<typeof site>;
