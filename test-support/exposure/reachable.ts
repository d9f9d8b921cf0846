import type { Synthesized } from "../synth";
import { groupRules } from "./group-rules";
import { blocksOf, referenceOf, resourcesOf, textsOf } from "./read";

/**
 * What answers on the internet but the distribution: load balancers and machines with a public address, groups that let
 * anyone in, names that lead to a load balancer. A gateway's address only calls out, and CloudFront's prefix list lets
 * nobody in where nothing in the group has a public address.
 */
export function reachable(stack: Synthesized): string[] {
  return [
    ...resourcesOf(stack, "aws_lb", "aws_alb", "aws_elb")
      .filter(({ body }) => body["internal"] !== true)
      .map(({ address }) => `${address} has a public address`),
    ...machines(stack),
    ...strayAddresses(stack),
    ...groupRules(stack)
      .filter(({ direction, world, peer }) => direction === "ingress" && world && isAnyone(peer))
      .map(({ address, group, ports, peer }) => `${address} lets ${peer} into ${group} on ${ports}`),
    ...publicNames(stack),
  ];
}

/** A list that AWS keeps of its own servers is not anyone. */
function isAnyone(peer: string): boolean {
  return !/^com\.amazonaws\./.test(peer);
}

function machines(stack: Synthesized): string[] {
  const instances = resourcesOf(stack, "aws_instance", "aws_launch_configuration");
  const templates = resourcesOf(stack, "aws_launch_template").flatMap(({ address, body }) =>
    blocksOf(body, "network_interfaces").map((each) => ({ address, body: each })),
  );
  const subnets = resourcesOf(stack, "aws_subnet").filter(
    ({ body }) => body["map_public_ip_on_launch"] === true,
  );
  return [
    ...[...instances, ...templates]
      .filter(
        ({ body }) => ![undefined, false, "false"].some((off) => body["associate_public_ip_address"] === off),
      )
      .map(({ address }) => `${address} has a public address`),
    ...subnets.map(({ address }) => `${address} gives public addresses`),
  ];
}

function strayAddresses(stack: Synthesized): string[] {
  const gateways = new Set(
    resourcesOf(stack, "aws_nat_gateway").map(({ body }) => referenceOf(body["allocation_id"])),
  );
  return resourcesOf(stack, "aws_eip")
    .filter(({ address }) => !gateways.has(address))
    .map(({ address }) => `${address} is a public address`);
}

function publicNames(stack: Synthesized): string[] {
  return resourcesOf(stack, "aws_route53_record").flatMap(({ address, body }) => {
    const targets = blocksOf(body, "alias").map(
      (alias) => referenceOf(alias["name"]) ?? String(alias["name"]),
    );
    const addresses = ["A", "AAAA"].includes(String(body["type"])) ? textsOf(body["records"]) : [];
    return [
      ...targets.filter((target) => !target.startsWith("aws_cloudfront_distribution.")),
      ...addresses,
    ].map((target) => `${address} leads to ${target}`);
  });
}
