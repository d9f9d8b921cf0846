import { z } from "zod";
import { hostname } from "./hostname";
import { list, say, text, unionError, variant, word } from "./text";

const stage = word(["ready", "request"])
  .default("ready")
  .describe(
    "A created or external zone takes two applies: `request` makes the zone and asks for the certificates and prints what must answer publicly, `ready` builds the rest.",
  );

const zone = hostname({ wildcard: false, example: "example.com" });

// https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html
const amazon = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"];

const caa = list(
  text(
    /^[a-z0-9-]+(\.[a-z0-9-]+)+(; ?[a-z0-9]+=[^\s";]+)*$/,
    "must be the domain of a certificate authority",
    "write one such as amazon.com or letsencrypt.org",
  ),
  "certificate authorities",
  "write caa: [amazon.com]",
)
  .superRefine((issuers, context) => {
    if (issuers.some((issuer) => amazon.includes(issuer.replace(/;.*/, "")))) return;
    context.addIssue({
      code: "custom",
      message: say("forbids Amazon, which issues the certificates", "add amazon.com"),
    });
  })
  .optional()
  .describe(
    "The authorities that may issue certificates for the name and those below it, in a CAA record. Amazon must be among them. Default: no record.",
  );

const shapes = {
  existing: {
    zone: zone
      .optional()
      .describe("The zone that holds every name. Default: the longest existing zone that holds the name."),
    zoneId: text(
      /^Z[A-Z0-9]{1,31}$/,
      "must be the id of a hosted zone: Z and up to 31 of A to Z and 0 to 9",
      "copy it from the Route 53 console",
    )
      .optional()
      .describe("The zone's id, where two zones have one name.")
      .meta({ examples: ["Z0123456789ABCDEFGHIJ"] }),
    stage,
    caa,
  },
  create: {
    zone: zone
      .optional()
      .describe("The zone to make. Default: the longest name that all of the names share."),
    stage,
    caa,
  },
  external: {
    zone: zone.optional().describe("The zone that someone else's name servers hold."),
    stage,
    caa: z
      .never(
        say(
          "is refused: nothing of ours writes to an external zone",
          "remove it, and let the zone's owner add the record",
        ),
      )
      .optional()
      .meta({ description: "Refused: nothing of ours writes to an external zone." }),
  },
};

/** Who holds the DNS zone. */
export const dns = z
  .discriminatedUnion(
    "type",
    [variant(shapes, "existing"), variant(shapes, "create"), variant(shapes, "external")],
    unionError(shapes, "dns: {type: existing}"),
  )
  .prefault({ type: "existing" })
  .describe(
    "Who holds the DNS zone: a hosted zone that exists, one that is made here, or name servers elsewhere.",
  );
