import { z } from "zod";
import { PASSWORD_FORM } from "../password-form";
import { pathPattern } from "./paths";
import { list, say, section } from "./text";

const made = "make one with ./gatehouse password USER, which asks for it, and write the line that it prints";

/** A password that stands there as it is typed is the likeliest mistake, and no message repeats it. */
const password = z
  .string(say("must be a salted hash, never a password itself", made))
  .regex(new RegExp(PASSWORD_FORM), say("must be a salted hash, never a password itself", made))
  .meta({ examples: ["preview:<salt>:<hash>"] });

/** What is answered without the password: never everything. */
const exempt = list(pathPattern(), "path patterns", 'write exempt: ["/healthz"]', 0).superRefine(
  (patterns, context) => {
    for (const [index, pattern] of patterns.entries()) {
      if (!/^\/[*?]/.test(pattern)) continue;
      const message = say("opens every part of the site", "begin it with a name, such as /webhooks/*");
      context.addIssue({ code: "custom", path: [index], message });
    }
  },
);

/** A password in front of everything. */
export const basicAuth = section(
  {
    passwords: list(password, "salted hashes", made)
      .refine(
        (passwords) => passwords.length <= 10,
        say("must be at most 10", "share some: each takes space in the function, of which there are 10 KB"),
      )
      .describe("Who is let in: a line of ./gatehouse password for each user."),
    exempt: exempt
      .default([])
      .describe("Paths that need no password, such as those of a monitor or a webhook."),
  },
  made,
)
  .optional()
  .describe(
    "A password in front of the site and the backends, for a site that is not released. Default: none.",
  );
