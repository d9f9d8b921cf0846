import type { z } from "zod";
import { hostname } from "./hostname";
import { flag, list, section } from "./text";

const write = "write domain: {name: example.com}";

/** The names that viewers type. */
export const domain = section(
  {
    name: hostname({ wildcard: false, example: "example.com" }).describe(
      "The first name of the application: lower case, no wildcard. It is the host that outputs and redirects show.",
    ),
    aliases: list(
      hostname({ wildcard: true, example: "www.example.com" }),
      "host names",
      "write aliases: [www.example.com]",
      0,
    )
      .default([])
      .describe("Other names that serve the application; *.example.com takes in every name of one level."),
    redirectAliases: flag()
      .default(false)
      .describe(
        "Whether the aliases answer with a redirect to the name (true) or serve it themselves (false).",
      ),
  },
  write,
).describe("The names that viewers type.");

export type Domain = z.output<typeof domain>;
