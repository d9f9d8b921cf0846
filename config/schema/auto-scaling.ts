import { z } from "zod";
import { ec2Id, port } from "./aws";
import { machineImage } from "./machine-image";
import { list, say, section, text, whole, word } from "./text";

const scaling = section(
  {
    cpu: whole(10, 90, "a percentage", "write cpu: 50")
      .optional()
      .describe("The average CPU utilisation to keep, in percent."),
    requestsPerTarget: whole(1, 1_000_000, "a number of requests", "write requestsPerTarget: 1000")
      .optional()
      .describe("The requests a minute and instance to keep, of those that come over HTTPS."),
  },
  "write scaling: {cpu: 50}",
).refine(
  ({ cpu, requestsPerTarget }) => cpu !== undefined || requestsPerTarget !== undefined,
  say("must name what to keep", "write scaling: {cpu: 50} or {requestsPerTarget: 1000}, or remove it"),
);

const refresh = section(
  {
    minHealthy: whole(0, 100, "a percentage", "write minHealthy: 100")
      .default(100)
      .describe("While instances are replaced: how many percent of them serve at least."),
    maxHealthy: whole(100, 200, "a percentage", "write maxHealthy: 110")
      .default(110)
      .describe(
        "While instances are replaced: how many percent there are at most. Above 100 new ones come first.",
      ),
  },
  "write refresh: {minHealthy: 100, maxHealthy: 110}",
).superRefine(({ minHealthy, maxHealthy }, context) => {
  const fault =
    maxHealthy - minHealthy > 100
      ? say("must be at most 100 above minHealthy", `write ${minHealthy + 100} or less`)
      : minHealthy === 100 && maxHealthy === 100
        ? say(
            "leaves no room to replace an instance, with minHealthy 100",
            "write 110, or a lower minHealthy",
          )
        : undefined;
  if (fault !== undefined) context.addIssue({ code: "custom", path: ["maxHealthy"], message: fault });
});

const volume = section(
  {
    size: whole(1, 16_384, "a number of GiB", "write size: 30, or leave it out")
      .optional()
      .describe("GiB of the root volume, at least those of the image. Default: the image's."),
    type: word(["gp3", "gp2"]).default("gp3").describe("The kind of the root volume, which is encrypted."),
  },
  "write volume: {size: 30}",
);

const portsError = say("must be a list of ports", "write outboundPorts: [80, 443]");

/** The keys of `targets: {type: autoScaling}`. */
export const autoScaling = {
  image: machineImage,
  instanceType: text(
    /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
    "must be an instance type",
    "write one such as t3.small",
  )
    .describe("The kind of instance, of the image's architecture.")
    .meta({ examples: ["t3.small"] }),
  min: whole(1, 1000, "a number of instances", "write min: 1")
    .default(1)
    .describe("How many instances there are at least."),
  max: whole(1, 1000, "a number of instances", "write max: 4")
    .optional()
    .describe("How many there are at most. Default: min."),
  desired: whole(1, 1000, "a number of instances", "write desired: 2, or leave it out")
    .optional()
    .describe("How many there are at first; later the group itself decides. Default: min."),
  scaling: scaling.optional().describe("What the number of instances follows. Default: nothing."),
  userData: text(
    /^(?![/~])(?!.*(^|\/)\.\.(\/|$))[\w ./-]*[\w-]$/,
    "must be the path of a file in the environment file's folder: of letters, digits, spaces and ._-/",
    "write one such as api-user-data.sh",
  )
    .optional()
    .describe(
      "The script or cloud-config of a new instance, a file beside the environment file. Readable on the instance and in the state: no secrets. Default: none.",
    )
    .meta({ examples: ["api-user-data.sh"] }),
  gracePeriod: whole(0, 7200, "a number of seconds", "write gracePeriod: 300")
    .default(300)
    .describe(
      "Seconds that a new instance has to become healthy, and that pass before the next is replaced.",
    ),
  refresh: refresh.prefault({}).describe("How instances are replaced when what they are made of changes."),
  volume: volume.prefault({}).describe("The root volume."),
  subnets: word(["private", "public"])
    .optional()
    .describe(
      "Where instances stand: in public subnets they have public addresses, as their way out. Default: private where the network has private subnets.",
    ),
  outboundPorts: z
    .array(port("write a port, such as 443"), portsError)
    .transform((ports) => [...new Set(ports)].sort((a, b) => a - b))
    .default([80, 443])
    .describe("TCP ports that instances may call anywhere, over IPv4: for packages and Session Manager."),
  securityGroupIds: list(ec2Id("sg"), "security groups", "write securityGroupIds: [sg-...]", 0)
    .refine((ids) => ids.length <= 4, say("must list at most 4", "AWS takes 5 groups, one is ours"))
    .default([])
    .describe("Groups of your own that instances join too, such as the one that may call the database."),
  policyArns: list(
    text(
      /^arn:aws:iam::([0-9]{12}|aws):policy\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/,
      "must be the ARN of an IAM policy",
      "copy it from the IAM console, such as arn:aws:iam::123456789012:policy/shop-media",
    ),
    "policies",
    "write policyArns: [arn:aws:iam::123456789012:policy/shop-media]",
    0,
  )
    .refine((arns) => arns.length <= 9, say("must list at most 9", "AWS takes 10, one is Session Manager's"))
    .refine(
      (arns) => new Set(arns.map((arn) => arn.split("/").at(-1))).size === arns.length,
      say("must list policies of different names", "remove one: Terraform's addresses are their names"),
    )
    .default([])
    .describe("IAM policies of what instances may do, beside Session Manager's."),
  metadataHops: whole(1, 2, "a number of hops", "write metadataHops: 1")
    .default(1)
    .describe(
      "How far an answer of the metadata service travels: 2 lets containers have the instance's credentials.",
    ),
};

interface Sizes {
  readonly min: number;
  readonly max?: number | undefined;
  readonly desired?: number | undefined;
}

/** What is wrong with the numbers together, by key. */
export function sizeFaults({ min, max = min, desired }: Sizes): { key: string; message: string }[] {
  return [
    ...(min > max ? [{ key: "max", message: say(`must be at least min, ${min}`, `write max: ${min}`) }] : []),
    ...(desired !== undefined && (desired < min || desired > max)
      ? [
          {
            key: "desired",
            message: say(
              `must be between min and max, ${min} and ${max}`,
              "write a number between them, or remove it",
            ),
          },
        ]
      : []),
  ];
}
