import { z } from "zod";
import { ec2Id } from "./aws";
import { networkOf, parseCidr } from "./cidr";
import { networkOutputs, remoteState } from "./remote-state";
import { flag, list, repeated, say, section, unionError, variant, whole, word } from "./text";

const cidrExample = "write one such as 10.0.0.0/16";

const cidr = z
  .string(say("must be an IPv4 network", cidrExample))
  .superRefine((value, context) => {
    const fault = faultOfCidr(value);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  })
  .meta({ examples: ["10.0.0.0/16"] });

function faultOfCidr(value: string): string | undefined {
  const parsed = parseCidr(value);
  if (parsed === undefined)
    return say("must be an IPv4 network, an address and its prefix length", cidrExample);
  if (parsed.prefix < 16 || parsed.prefix > 28) {
    return say("must be a network from /16 to /28, as every VPC", cidrExample);
  }
  const network = networkOf(parsed);
  return network === value ? undefined : say("must have zero host bits", `write ${network}`);
}

const zonesMessage = say(
  "must be a number from 2 to 6, or a list of 2 to 6 different availability zones",
  "write zones: 2, or name them: [eu-west-1a, eu-west-1b]",
);

/** Zones by number, or by name. */
const zones = z.union(
  [
    z.int(zonesMessage).min(2, zonesMessage).max(6, zonesMessage),
    z
      .array(z.string(zonesMessage).regex(/^[a-z]+(-[a-z]+)+-[0-9][a-h]$/, zonesMessage), zonesMessage)
      .min(2, zonesMessage)
      .max(6, zonesMessage)
      .refine((names) => repeated(names).length === 0, zonesMessage)
      .transform((names) => [...names].sort()),
  ],
  zonesMessage,
);

const flowLogs = section(
  {
    retentionDays: whole(1, 3650, "a number of days", "write retentionDays: 90")
      .default(90)
      .describe("Days that the logs are kept: they hold addresses."),
    traffic: word(["all", "accepted", "rejected"])
      .default("all")
      .describe("Which connections are logged: those that came through, those that were refused, or both."),
  },
  "write flowLogs: {retentionDays: 90}",
);

const shapes = {
  default: {},
  existing: {
    vpcId: ec2Id("vpc").describe("The VPC of the backends."),
    publicSubnetIds: list(
      ec2Id("subnet"),
      "subnet ids",
      "write publicSubnetIds: [subnet-..., subnet-...]",
      2,
    ).describe("Public subnets for the load balancer, in two availability zones or more."),
    privateSubnetIds: list(
      ec2Id("subnet"),
      "subnet ids",
      "write privateSubnetIds: [subnet-..., subnet-...]",
      0,
    )
      .refine(
        (ids) => ids.length !== 1,
        say("must list none, or two and more", "write privateSubnetIds: [subnet-..., subnet-...]"),
      )
      .default([])
      .describe("Private subnets, none or two and more, where something needs them."),
  },
  create: {
    cidr: cidr.describe("The VPC's network, /16 to /23; it cannot be changed later."),
    zones: zones.default(2).describe("How many availability zones, or which."),
    nat: flag()
      .default(false)
      .describe(
        "Whether private subnets reach the internet. A NAT gateway costs more than everything else together.",
      ),
    flowLogs: flowLogs.optional().describe("Flow logs of the VPC, in a bucket made for them. Default: none."),
  },
  remoteState: { state: remoteState, outputs: networkOutputs },
};

/** The VPC. */
export const network = z
  .discriminatedUnion(
    "type",
    [
      variant(shapes, "default"),
      variant(shapes, "existing"),
      variant(shapes, "create"),
      variant(shapes, "remoteState"),
    ],
    unionError(shapes, "network: {type: default}"),
  )
  .prefault({ type: "default" })
  .describe(
    "The VPC: the account's default one, one that exists, a new one, or one of another Terraform state.",
  );
