import { show } from "../report";
import { parseCidr } from "../schema/cidr";
import type { Rule } from "./rule";

/** A subnet has a sixteenth of the VPC, and a load balancer wants a /27 at least. */
const smallest = 23;

export const networkZones: Rule = {
  id: "network-zones",
  reason: "The new VPC's subnets lie in zones of the region, and each is large enough for a load balancer.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer",
  remedy: "Name zones of the region, and a network of /23 or larger.",
  stage: "synth",
  waivable: "nothing",
  reads: ["network", "region"],
  subject: ({ network }) =>
    network.type === "create"
      ? `${network.cidr}, zones ${network.zones}`
      : `no VPC is made: network ${network.type}`,
  check({ network, region }, report) {
    if (network.type !== "create") return;
    const prefix = parseCidr(network.cidr)?.prefix ?? smallest;
    if (prefix > smallest) {
      report.problem({
        path: ["network", "cidr"],
        wrong: "is too small: a subnet gets a sixteenth of it, and a load balancer needs a /27",
        found: show(network.cidr),
        fix: `write a /${smallest} or larger, such as 10.0.0.0/16`,
      });
    }
    for (const zone of typeof network.zones === "number" ? [] : network.zones) {
      if (zone.slice(0, -1) === region) continue;
      report.problem({
        path: ["network", "zones", { value: zone }],
        wrong: `must be a zone of ${region}`,
        found: show(zone),
        fix: `write one such as ${region}a, or a number of zones`,
      });
    }
  },
};
