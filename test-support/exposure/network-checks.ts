import type { Synthesized } from "../synth";
import { groupRules } from "./group-rules";
import { blocksOf, referenceOf, resourcesOf, textsOf } from "./read";

/** Who may come in from outside: `<group> <ports> <peer>`, sorted. */
export function admissions(stack: Synthesized): string[] {
  return groupRules(stack)
    .filter(({ direction, world }) => direction === "ingress" && world)
    .map(({ group, ports, peer }) => `${group} ${ports} ${peer}`)
    .sort();
}

/** Load balancers call their backends, on the ports of traffic and health checks; nothing else calls anything. */
export function strayCalls(stack: Synthesized): string[] {
  const balancers = resourcesOf(stack, "aws_lb");
  const callers = new Set(balancers.flatMap(({ body }) => textsOf(body["security_groups"]).map(referenceOf)));
  const ports = new Set(backendPorts(stack));
  const calls = groupRules(stack).filter(({ direction }) => direction === "egress");
  const made = new Set(calls.map((call) => call.ports));
  return [
    ...balancers
      .filter(({ body }) => textsOf(body["security_groups"]).length === 0)
      .map(({ address }) => `${address} is in no security group of its own`),
    ...calls
      .filter((call) => call.world || !callers.has(call.group) || !ports.has(call.ports))
      .map((call) => `${call.address} lets ${call.group} call ${call.peer} on ${call.ports}`),
    ...[...ports]
      .filter((each) => !made.has(each))
      .map((each) => `nothing lets backends be called on ${each}`),
  ];
}

function backendPorts(stack: Synthesized): string[] {
  return resourcesOf(stack, "aws_lb_target_group").flatMap(({ body }) => {
    const checks = blocksOf(body, "health_check").flatMap((check) => textsOf(check["port"]));
    return [String(body["port"]), ...checks.filter((port) => port !== "traffic-port")].map(
      (port) => `tcp/${port}`,
    );
  });
}

/** Names whose records promise an IPv6 that their target does not speak, or hide one that it does. */
export function wrongIpv6(stack: Synthesized): string[] {
  const origins = resourcesOf(stack, "aws_cloudfront_distribution").flatMap(({ body }) =>
    blocksOf(body, "origin").map((origin) => String(origin["domain_name"])),
  );
  const speaking = new Set([
    ...resourcesOf(stack, "aws_cloudfront_distribution")
      .filter(({ body }) => body["is_ipv6_enabled"] === true)
      .map(({ address }) => address),
    ...resourcesOf(stack, "aws_lb")
      .filter(({ body }) => /^dualstack/.test(String(body["ip_address_type"])))
      .map(({ address }) => address),
  ]);
  const aliases = resourcesOf(stack, "aws_route53_record").flatMap(({ body }) =>
    blocksOf(body, "alias").map((alias) => ({
      name: String(body["name"]),
      type: String(body["type"]),
      target: referenceOf(alias["name"]) ?? String(alias["name"]),
    })),
  );
  return [...new Set(aliases.map(({ name }) => name))].flatMap((name) => {
    const records = aliases.filter((alias) => alias.name === name);
    const speaks = records.some(({ target }) => speaking.has(target)) && !origins.includes(name);
    const want = speaks ? ["A", "AAAA"] : ["A"];
    const found = records.map(({ type }) => type).sort();
    const targets = new Set(records.map(({ target }) => target));
    return found.join() === want.join() && targets.size === 1
      ? []
      : [`${name} has ${found.join(", ")} for ${[...targets].join(", ")}, not ${want.join(", ")}`];
  });
}
