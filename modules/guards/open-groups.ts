import type { Document } from "./document";
import { type GroupRule, groupRules, overlap } from "./group-rules";
import { isInner, isWorld, type Range } from "./ranges";
import type { Finding, Rule } from "./rule";

/**
 * Nobody from the internet comes in but where a module's property says so. Prefix lists count as the internet:
 * CloudFront's holds every customer's distribution. So does what only Terraform knows.
 */
export const worldIngress: Rule = (document) => {
  const rules = groupRules(document).filter(({ direction }) => direction === "ingress");
  return rules.filter((rule) => isOpen(rule, rules)).map((rule) => finding("world-ingress", rule));
};

/** The groups of modules, and a VPC's default group, never let everything out to everyone. */
export const worldEgress: Rule = (document, { groups }) => {
  const rules = groupRules(document).filter(({ direction }) => direction === "egress");
  return rules
    .filter((rule) => isOpen(rule, rules) && isEverything(rule) && isOurs(document, groups, rule.group))
    .map((rule) => finding("world-egress", rule));
};

function finding(
  rule: "world-ingress" | "world-egress",
  { element, group, ports, peer }: GroupRule,
): Finding {
  const way = rule === "world-ingress" ? "from" : "to";
  return {
    rule,
    element,
    found: `${ports.text} ${way} ${peer.text}`,
    where: group === element.address ? undefined : group,
    remedy:
      rule === "world-ingress"
        ? "name the callers' own ranges or security group"
        : "name what is called, and on which port",
  };
}

/** Open as it stands, or with what else the group admits on the same ports: halves and quarters of the world. */
function isOpen({ peer: { range, near }, group, ports }: GroupRule, rules: readonly GroupRule[]): boolean {
  if (near === true) return false;
  if (range === undefined || isWorld([range])) return true;
  const beside = rules.filter((rule) => rule.group === group && overlap(rule.ports, ports));
  return !isInner(range) && isWorld(beside.flatMap(({ peer }) => rangeOf(peer.range)));
}

function rangeOf(range: Range | undefined): Range[] {
  return range === undefined ? [] : [range];
}

function isEverything({ ports: { protocol, from, to } }: GroupRule): boolean {
  return protocol === undefined || ((from ?? 0) <= 1 && (to ?? 65535) >= 65535);
}

/** A group by id is not of this stack; one that only Terraform knows may be. */
function isOurs(document: Document, groups: ReadonlySet<string>, group: string): boolean {
  if (/^sg-[0-9a-f]+$/.test(group) || /^data\./.test(group)) return false;
  const element = document.at(group);
  if (element === undefined) return true;
  return element.type === "aws_default_security_group" || groups.has(element.path ?? "");
}
