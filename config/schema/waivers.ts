import { z } from "zod";
import { nearest, say, strict } from "./text";

const shortest = 10;
const longest = 300;
const reason = say(
  `must be a reason of ${shortest} to ${longest} characters in one line`,
  "write why it is right here, so that whoever reads it can tell when it no longer is",
);

/** Loaded where a rule is named: the rules are many, and waivers few. */
function known(): typeof import("../contract/all") {
  return require("../contract/all");
}

const waiver = strict(
  {
    rule: z
      .string(say("must be the id of a rule", 'write one such as "drain"'))
      .superRefine((value, context) => {
        if (known().waivableIds.includes(value)) return;
        context.addIssue({ code: "custom", message: refusal(value) });
      })
      .describe("The id of the rule, as `./gatehouse check` prints it.")
      .meta({
        get enum() {
          return [...known().waivableIds];
        },
      }),
    reason: z
      .string(reason)
      .trim()
      .regex(/^[^\r\n]*$/, reason)
      .min(shortest, reason)
      .max(longest, reason)
      .describe("Why it is right here: printed at every synth, plan and check.")
      .meta({ examples: ["requests of the API end within ten seconds"] }),
  },
  'write waivers: [{rule: drain, reason: "requests end within ten seconds"}]',
);

/** Rules of the contract that an environment breaks on purpose, in the file's order. */
export const waivers = z
  .preprocess(
    (value) => (value === null ? [] : value),
    z.array(
      waiver,
      say(
        "must be a list of waivers",
        'write waivers: [{rule: drain, reason: "requests end within ten seconds"}]',
      ),
    ),
  )
  .superRefine((list, context) => {
    for (const [index, { rule }] of list.entries()) {
      if (list.findIndex((each) => each.rule === rule) === index) continue;
      context.addIssue({
        code: "custom",
        path: [index, "rule"],
        message: say("is waived twice", "remove one"),
      });
    }
  })
  .prefault([])
  .describe("Contract rules that this environment breaks on purpose, each with its reason.");

function refusal(value: string): string {
  const { waivableIds, waivableRules } = known();
  const allowed = `those that may be waived are ${waivableIds.join(", ")}`;
  if (waivableRules.has(value)) return say("is a rule that no waiver can lift", allowed);
  const meant = nearest(value, [...waivableRules.keys()]);
  if (meant === undefined) return say("is no rule", allowed);
  return say(
    "is no rule",
    waivableIds.includes(meant)
      ? `write ${meant}`
      : `there is ${meant}, which no waiver can lift; ${allowed}`,
  );
}
