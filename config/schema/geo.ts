import { z } from "zod";
import { COUNTRIES, meantCountry } from "./countries";
import { list, say, section } from "./text";

const wrong = "must be a country's two capital letters of ISO 3166-1";

const country = z
  .string(say(wrong, "write codes such as DE"))
  .check((context) => {
    const { value, issues } = context;
    if (COUNTRIES.has(value)) return;
    const meant = meantCountry(value);
    const fix = meant === undefined ? "write codes such as DE, or remove it" : `write ${meant}`;
    issues.push({ code: "custom", message: say(wrong, fix), input: value });
  })
  .meta({ examples: ["DE"] });

const example = "write geo: {allow: [DE, FR]}, or geo: {deny: [KP]}";

/** Which countries CloudFront answers. */
export const geo = section(
  {
    allow: list(country, "country codes", "write allow: [DE, FR]")
      .optional()
      .describe("Countries that are let in, and no other."),
    deny: list(country, "country codes", "write deny: [KP]")
      .optional()
      .describe("Countries that are kept out, and no other."),
  },
  example,
)
  .superRefine(({ allow, deny }, context) => {
    if ((allow === undefined) !== (deny === undefined)) return;
    const message =
      allow === undefined
        ? say("must say who is let in or who is kept out", example)
        : say(
            "must not hold both allow and deny",
            "remove one: what allow does not list is kept out already",
          );
    context.addIssue({ code: "custom", path: [], message });
  })
  .optional()
  .describe(
    "Countries that are let in or kept out, by the viewer's address: 403 for the others. Default: all.",
  );
