import { hasPrivateSubnets } from "../fill-targets";
import { show } from "../report";
import type { Rule } from "./rule";
import { scaledBackends, scaledSubject } from "./scaled";

export const instanceSubnets: Rule = {
  id: "instance-subnets",
  reason:
    "An instance calls out for packages and for Session Manager: from a private subnet through NAT, else by an address of its own.",
  page: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html",
  remedy: "Give the network private subnets with a way out, such as network: {type: create, nat: true}.",
  stage: "synth",
  waivable: "warnings",
  reads: ["network", "backends"],
  subject: ({ backends }) => scaledSubject(backends, ({ subnets }) => `${subnets} subnets`),
  check({ network, backends }, report) {
    const hasPrivate = hasPrivateSubnets(network);
    for (const [name, { subnets }] of scaledBackends(backends)) {
      const path = ["backends", name, "targets", "subnets"];
      if (subnets === "private" && !hasPrivate) {
        report.problem({
          path,
          wrong: `must be public: network ${network.type} names no private subnets that lead out`,
          found: show(subnets),
          fix:
            network.type === "create"
              ? "remove the key, or write nat: true under network"
              : "remove the key, or name the network's private subnets",
        });
      }
      if (subnets === "public") {
        report.warning({
          path,
          wrong: hasPrivate
            ? "gives each instance a public address, and the network has private subnets"
            : "are public, as the network has no private subnets that lead out: each instance has a public address, though only the load balancer is let in",
          fix: hasPrivate
            ? "write private"
            : "use private subnets with a NAT gateway, or waive instance-subnets",
        });
      }
    }
  },
};
