import { z } from "zod";
import { compare } from "../report";
import { alarms } from "./alarms";
import { region, tags } from "./aws";
import { backends } from "./backends";
import { certificates } from "./certificates";
import { direct } from "./direct";
import { dns } from "./dns";
import { domain } from "./domain";
import { edge } from "./edge";
import { loadBalancer } from "./load-balancer";
import { network } from "./network";
import { site } from "./site";
import { state } from "./state";
import { flag, notYet, say, section, text, unknownKey, word } from "./text";
import { waivers } from "./waivers";

/** A word that names of AWS resources begin with. */
function name(what: string, example: string) {
  return text(
    /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/,
    `must be ${what}: a letter, then at most 19 of a to z, 0 to 9 and inner hyphens`,
    `write one such as ${example}`,
  ).meta({ examples: [example] });
}

const providers = section(
  {
    aws: z
      .literal("5.100.0", say("is not yet supported", 'write "5.100.0", or remove the key'))
      .default("5.100.0")
      .describe("The AWS provider: the one version that the resources are made and tested for."),
  },
  'write providers: {aws: "5.100.0"}',
);

const shape = {
  // ELB refuses names that begin with internal-, EC2 refuses groups that begin with sg-
  project: name("a project's name", "shop")
    .refine(
      (value) => !/^(internal|sg)(-|$)/.test(value),
      say("must not begin with internal or sg, which AWS refuses in names", "choose another"),
    )
    .describe("Part of every name, and of the state's key."),
  environment: name("an environment's name", "production").describe(
    "The stack's name; the file is named after it.",
  ),
  // Read before anything is checked: the schema sees what all of the files hold together.
  extends: text(/^_[^/\\]*\.yaml$/, "must be the name of a base", "write one such as _base.yaml")
    .optional()
    .describe(
      "A file of this folder whose name begins with _: its keys hold where this file says nothing else.",
    )
    .meta({ examples: ["_base.yaml"] }),
  region: region().describe("Where everything but CloudFront and its certificate lives."),
  accountId: text(
    /^[0-9]{12}$/,
    "must be an account id: 12 digits in quotes",
    'write it as accountId: "123456789012"',
  )
    .optional()
    .describe("The account to deploy to; any other is refused. Quote it: a number loses its leading zeros.")
    .meta({ examples: ["123456789012"] }),
  tags: z
    .preprocess((value) => (value === null ? {} : value), tags("write tags: {team: shop}"))
    .transform((map) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => compare(a, b))))
    .refine(
      (map) => Object.keys(map).length <= 40,
      say("must hold at most 40 tags", "remove some: AWS takes 50, a few are ours"),
    )
    .prefault({})
    .describe("Tags of every resource."),
  protect: flag()
    .default(true)
    .describe("Deletion protection on, data kept on destroy; false for previews and before a teardown."),
  layout: word(["single", "layered"])
    .default("single")
    .describe(
      "single: one state for the whole environment. layered: one each for network, backend, edge and dns.",
    ),
  providers: providers.prefault({}).describe("Versions of Terraform providers."),
  domain,
  dns,
  certificates,
  state,
  network,
  loadBalancer,
  backends,
  site,
  edge,
  direct,
  alarms,
  waivers,
  migration: notYet("The phases of a move from one machine to this."),
};

/** Where a key belongs that stands at the root by mistake. */
const elsewhere = new Map(
  Object.entries({
    domain: ["name", "aliases", "redirectAliases"],
    dns: ["zone", "zoneId"],
    network: ["vpcId", "cidr", "subnets"],
    state: ["bucket"],
    loadBalancer: ["exposure", "http", "accessLogs", "idleTimeout", "originSecret"],
    "backends.<name>": ["paths", "port", "healthCheck", "targets"],
    site: ["spa", "assets", "headers", "contentSecurityPolicy", "basicAuth"],
    edge: ["priceClass", "minimumTls", "waf", "geo"],
  }).flatMap(([home, keys]) => keys.map((key) => [key, home] as const)),
);

/** The environment file: every key, its default and what it means. */
export const environmentSchema = z
  .strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknownKey(key, Object.keys(shape), elsewhere)).join("\n")
        : say(
            "must be a map of keys",
            "begin with project: and environment:, as environments/example.yaml does",
          ),
  })
  .describe("One environment: a web application behind one entry point on AWS.");

export type Parsed = z.output<typeof environmentSchema>;
