import { z } from "zod";
import { compare } from "../report";
import { autoScaling, sizeFaults } from "./auto-scaling";
import { ec2Id, tags } from "./aws";
import { isPrivateAddress } from "./cidr";
import { list, repeated, say, strict, unionError, variant, word } from "./text";

const securityGroupId = ec2Id("sg");

const instance = strict(
  {
    id: ec2Id("i").describe("The instance."),
    securityGroupId: securityGroupId
      .optional()
      .describe(
        "The group of the instance that lets the load balancer in. Default: the instance's one group.",
      ),
  },
  "write {id: i-0123456789abcdef0}",
);

const instances = z
  .array(instance, say("must be a list of instances", "write instances: [{id: i-0123456789abcdef0}]"))
  .min(1, say("must not be an empty list", "write instances: [{id: i-0123456789abcdef0}], or type: external"))
  .superRefine((items, context) => {
    for (const index of repeated(items.map(({ id }) => id))) {
      context.addIssue({
        code: "custom",
        path: [index, "id"],
        message: say("is listed twice", "remove one"),
      });
    }
  })
  .transform((items) => [...items].sort((a, b) => compare(a.id, b.id)));

const addressFix =
  "write an address of 10/8, 172.16/12, 192.168/16 or 100.64/10, the only ones that a target group takes";

const address = z
  .string(say("must be a private IPv4 address", addressFix))
  .refine(isPrivateAddress, say("must be a private IPv4 address", addressFix))
  .meta({ examples: ["10.0.1.10"] });

const shapes = {
  instances: { instances: instances.describe("EC2 instances by id.") },
  tags: {
    tags: tags("write tags: {Name: shop-backend}")
      .refine(
        (map) => Object.keys(map).length > 0,
        say("must hold at least one tag", "write tags: {Name: shop-backend}"),
      )
      .describe("Every instance that has all of these tags, stopped ones too."),
    securityGroupId: securityGroupId
      .optional()
      .describe(
        "The group of the instances that lets the load balancer in. Default: each instance's one group.",
      ),
  },
  addresses: {
    addresses: list(address, "private IPv4 addresses", "write addresses: [10.0.1.10]").describe(
      "Addresses within the VPC or a network that it reaches.",
    ),
  },
  autoScaling,
  external: {
    targetType: word(["instance", "ip"])
      .default("instance")
      .describe(
        "What registers itself: instances (an Auto Scaling group of your own), or addresses (ECS tasks, pods).",
      ),
  },
};

/** What the load balancer forwards to. */
export const targets = z
  .discriminatedUnion(
    "type",
    [
      variant(shapes, "instances"),
      variant(shapes, "tags"),
      variant(shapes, "addresses"),
      variant(shapes, "autoScaling").superRefine((value, context) => {
        for (const { key, message } of sizeFaults(value)) {
          context.addIssue({ code: "custom", path: [key], message });
        }
      }),
      variant(shapes, "external"),
    ],
    unionError(shapes, "targets: {type: tags, tags: {Name: shop-backend}}"),
  )
  .describe(
    "What the load balancer forwards to; `autoScaling` makes the instances too, `external` the target group alone, for something else to register in.",
  );

export type Targets = z.output<typeof targets>;
