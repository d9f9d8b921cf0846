import { customHeaders } from "./custom-headers";
import { permissionsPolicy } from "./permissions-policy";
import { flag, say, section, whole, word } from "./text";

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

/** What CloudFront adds to every response. */
export const headers = section(
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
    permissionsPolicy,
    crossOriginOpenerPolicy: word([
      "same-origin",
      "same-origin-allow-popups",
      "noopener-allow-popups",
      "unsafe-none",
    ])
      .optional()
      .describe("Cross-Origin-Opener-Policy. Default: none."),
    crossOriginEmbedderPolicy: word(["require-corp", "credentialless", "unsafe-none"])
      .optional()
      .describe("Cross-Origin-Embedder-Policy. Default: none."),
    crossOriginResourcePolicy: word(["same-origin", "same-site", "cross-origin"])
      .optional()
      .describe("Cross-Origin-Resource-Policy. Default: none."),
    custom: customHeaders,
  },
  "write headers: {frameOptions: SAMEORIGIN}",
)
  .prefault({})
  .describe("Security headers of the site's files.");
