import { isIPv4 } from "node:net";
import { z } from "zod";
import { ec2Id } from "./aws";
import { isPrivateAddress } from "./cidr";
import { hostname } from "./hostname";
import { faultOfPeers } from "./open-cidr";
import { list, say, section, strict } from "./text";

/** With our own rules and those that a group has already, far from the 60 that it may have. */
const MOST_PEERS = 20;

const peers = z
  .string(say("must be an IPv4 or IPv6 network", "write one such as 203.0.113.0/24"))
  .superRefine((value, context) => {
    const fault = faultOfPeers(value);
    if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
  })
  .meta({ examples: ["203.0.113.0/24"] });

const addressFix = "write it such as 198.51.100.7, or its allocation, eipalloc-0123456789abcdef0";

const address = z
  .string(say("must be an Elastic IP address", addressFix))
  .superRefine((value, context) => {
    if (/^eipalloc-([0-9a-f]{8}|[0-9a-f]{17})$/.test(value)) return;
    if (isIPv4(value) && !isPrivateAddress(value)) return;
    context.addIssue({ code: "custom", message: say("must be an Elastic IP address", addressFix) });
  })
  .meta({ examples: ["198.51.100.7", "eipalloc-0123456789abcdef0"] });

const ssh = section(
  {
    from: list(peers, "networks", "write from: [203.0.113.0/24]")
      .refine(
        (all) => all.length <= MOST_PEERS,
        say(`must list at most ${MOST_PEERS} networks`, "let those few in that deploy, or a VPN's address"),
      )
      .describe("The networks that may call port 22. The whole internet, or much of it, is refused."),
    securityGroupId: ec2Id("sg")
      .optional()
      .describe("The group of the instance that lets them in. Default: the instance's one group."),
  },
  "write ssh: {from: [203.0.113.0/24]}",
);

/** The way past the load balancer to one instance, for deploys. */
export const direct = strict(
  {
    name: hostname({ wildcard: false, example: "ssh.example.com" }).describe(
      "The name of the instance: one of the zone that viewers do not use.",
    ),
    address: address.describe("The Elastic IP address of the instance, or its allocation."),
    ssh: ssh
      .optional()
      .describe("Who may call port 22 of the instance. Default: the instance's groups stay as they are."),
  },
  "write direct: {name: ssh.example.com, address: 198.51.100.7, ssh: {from: [203.0.113.0/24]}}",
)
  .optional()
  .describe(
    "A name for the Elastic IP address of an instance, and who may SSH to it. Default: none is made.",
  );

export type Direct = NonNullable<z.output<typeof direct>>;
