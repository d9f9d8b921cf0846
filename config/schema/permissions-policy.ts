import { z } from "zod";
import { compare } from "../report";
import { LONGEST_HEADER } from "./content-security-policy";
import { say } from "./text";

const form = say(
  "must be a map of features, each with a list of who may use it",
  'write one such as {camera: [], geolocation: [self, "https://maps.example.com"]}',
);
const ORIGIN = /^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?$/;

/**
 * Permissions-Policy. What features there are is the browsers' to say, and another one in each of them.
 *
 * @see https://www.w3.org/TR/permissions-policy/
 */
export const permissionsPolicy = z
  .record(z.string(), z.array(z.string(form), form), form)
  .meta({ examples: [{ camera: [] }] })
  .transform((features, context) => {
    const entries = Object.entries(features);
    const refuse = (path: (string | number)[], wrong: string, fix: string) =>
      context.addIssue({ code: "custom", path, message: say(wrong, fix) });
    for (const [feature, allowed] of entries) {
      if (!/^[a-z][a-z0-9-]*$/.test(feature)) {
        refuse([feature], "is no feature's name", "write one such as camera");
      }
      for (const [index, origin] of allowed.entries()) {
        if (["self", "*"].includes(origin) || ORIGIN.test(origin)) continue;
        refuse(
          [feature, index],
          "must be self, * or an origin",
          "write one such as https://maps.example.com",
        );
      }
      if (allowed.includes("*") && allowed.length > 1) {
        refuse([feature], "has * beside others", 'write ["*"] alone, or leave it out');
      }
    }
    // A reordered file is the same policy.
    const header = entries
      .map(([feature, allowed]) => `${feature}=${allowlist([...allowed].sort(compare))}`)
      .sort(compare)
      .join(", ");
    if (entries.length === 0) refuse([], "names no feature", "write one, or remove the key");
    if (header.length > LONGEST_HEADER) {
      refuse([], `must have at most ${LONGEST_HEADER} characters, and has ${header.length}`, "name fewer");
    }
    return header;
  })
  .optional()
  .describe("Permissions-Policy: who may use a feature of the browser; [] is nobody. Default: none.");

/** `*` stands alone, without the brackets. */
function allowlist(allowed: readonly string[]): string {
  const items = allowed.map((each) => (each === "self" ? each : `"${each}"`));
  return allowed.includes("*") ? "*" : `(${items.join(" ")})`;
}
