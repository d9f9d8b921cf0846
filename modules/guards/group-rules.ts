import { type Body, type Document, type Element, EXPRESSION, isExpression, referenceOf } from "./document";
import { parseRange, type Range } from "./ranges";

/** One peer that a security group lets in or out, however the rule is written. */
export interface GroupRule {
  /** the resource that the rule stands in */
  readonly element: Element;
  /** the group, as the rule names it; by address where it is one of the same stack */
  readonly group: string;
  readonly direction: Direction;
  readonly ports: Ports;
  readonly peer: Peer;
}

export type Direction = "ingress" | "egress";

/** Protocol and ports; undefined is all, or not known before Terraform runs. */
export interface Ports {
  /** `tcp/443`, `tcp/0-65535`, `everything` */
  readonly text: string;
  readonly protocol?: string;
  readonly from?: number;
  readonly to?: number;
}

/** Who is let in or out. */
export interface Peer {
  readonly text: string;
  /** the addresses; undefined for a prefix list, and where only Terraform knows */
  readonly range?: Range;
  /** a group, or a range that is bound to be narrow: a VPC's, or a part of one */
  readonly near?: boolean;
}

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/** AWS's CIDR of a VPC or subnet: /16 at the widest. */
const OWN_CIDR = /^\$\{(data\.)?aws_(default_)?(vpc|subnet)\.[\w-]+(\[[^\]]*\])?\.(ipv6_)?cidr_block\}$/;

/** Every rule of every security group: standalone ones of both kinds, inline ones, those of the VPC's default group. */
export function groupRules(document: Document): GroupRule[] {
  return [...standalone(document), ...older(document), ...inline(document)];
}

/** Whether some call would meet both. */
export function overlap(a: Ports, b: Ports): boolean {
  if (a.protocol === undefined || b.protocol === undefined) return true;
  const [first, last] = [Math.max(a.from ?? 0, b.from ?? 0), Math.min(a.to ?? 65535, b.to ?? 65535)];
  return a.protocol === b.protocol && first <= last;
}

function standalone(document: Document): GroupRule[] {
  return DIRECTIONS.flatMap((direction) =>
    document.resources(`aws_vpc_security_group_${direction}_rule`).flatMap((element) => {
      const { body } = element;
      const peers = [
        ...[...document.texts(body["cidr_ipv4"]), ...document.texts(body["cidr_ipv6"])].flatMap((cidr) =>
          eachOf(body, cidr).map(cidrPeer),
        ),
        ...document.texts(body["prefix_list_id"]).flatMap((id) => listPeers(document, id)),
        ...document.texts(body["referenced_security_group_id"]).map(groupPeer),
      ];
      const ports = portsOf(document, body, "ip_protocol");
      const group = groupOf(document, body["security_group_id"]);
      return peers.map((peer) => ({ element, group, direction, ports, peer }));
    }),
  );
}

function older(document: Document): GroupRule[] {
  return document.resources("aws_security_group_rule").flatMap((element) => {
    const group = groupOf(document, element.body["security_group_id"]);
    const type = document.value(element.body["type"]);
    // One that only Terraform knows may be either.
    return DIRECTIONS.filter((each) => type === each || isExpression(type)).flatMap((direction) =>
      blockRules(document, element.body).map((rule) => ({ element, group, direction, ...rule })),
    );
  });
}

function inline(document: Document): GroupRule[] {
  return document.resources("aws_security_group", "aws_default_security_group").flatMap((element) =>
    DIRECTIONS.flatMap((direction) =>
      document.blocks(element.body, direction).flatMap((block) =>
        blockRules(document, block).map((rule) => ({
          element,
          group: element.address,
          direction,
          ...rule,
        })),
      ),
    ),
  );
}

function blockRules(document: Document, block: Body): Pick<GroupRule, "ports" | "peer">[] {
  const whole = block[EXPRESSION];
  if (whole !== undefined) {
    return [{ ports: { text: "everything" }, peer: { text: String(whole) } }];
  }
  const ports = portsOf(document, block, "protocol");
  const peers = [
    ...["cidr_blocks", "ipv6_cidr_blocks"].flatMap((name) => document.texts(block[name]).map(cidrPeer)),
    ...document.texts(block["prefix_list_ids"]).flatMap((id) => listPeers(document, id)),
    ...["security_groups", "source_security_group_id"].flatMap((name) =>
      document.texts(block[name]).map(groupPeer),
    ),
  ];
  return peers.map((peer) => ({ ports, peer }));
}

function portsOf(document: Document, body: Body, argument: string): Ports {
  const protocol = String(document.value(body[argument]) ?? "-1").toLowerCase();
  const [from, to] = [document.value(body["from_port"]), document.value(body["to_port"])];
  if (["-1", "all"].includes(protocol)) return { text: "everything" };
  if (isExpression(protocol)) return { text: protocol };
  if (from === undefined || from === null || (Number(from) === -1 && protocol.startsWith("icmp"))) {
    return { text: `${protocol}/all`, protocol };
  }
  const ends = { from: portOf(from), to: portOf(to ?? from) };
  return { text: from === to ? `${protocol}/${from}` : `${protocol}/${from}-${to}`, protocol, ...ends };
}

function portOf(value: unknown): number | undefined {
  const port = Number(value);
  return Number.isInteger(port) ? port : undefined;
}

function cidrPeer(text: string): Peer {
  // `${...}/32` is one address, whichever it is.
  const [, mask] = /^\$\{[^{}]*\}\/(\d+)$/.exec(text) ?? [];
  const near = OWN_CIDR.test(text) || Number(mask ?? 0) >= 16;
  return { text, range: isExpression(text) ? undefined : parseRange(text), near };
}

function groupPeer(text: string): Peer {
  return { text: referenceOf(text) ?? text, near: true };
}

/** A list that is made in the same stack gives its entries, one of AWS's its name. */
function listPeers(document: Document, id: string): Peer[] {
  const list = document.at(referenceOf(id));
  if (list?.type === "aws_ec2_managed_prefix_list" && list.body["address_family"] !== undefined) {
    const entries = document.blocks(list.body, "entry").map(({ cidr, [EXPRESSION]: whole }) => cidr ?? whole);
    return entries.map((cidr) => cidrPeer(String(document.value(cidr))));
  }
  const name = document.value(list?.body["name"]);
  return [{ text: typeof name === "string" ? name : id }];
}

function groupOf(document: Document, id: unknown): string {
  const value = document.value(id);
  return referenceOf(value) ?? String(value);
}

/** The values that a rule is repeated for, where the JSON holds them. */
function eachOf({ for_each }: Body, cidr: string): string[] {
  const [, list] = /^\$\{toset\((\[.*\])\)\}$/.exec(String(for_each)) ?? [];
  if (list === undefined || !/\$\{each\.(value|key)\}/.test(cidr)) return [cidr];
  try {
    const values: unknown = JSON.parse(list);
    return Array.isArray(values)
      ? values.map((value) => cidr.replace(/\$\{each\.(value|key)\}/, String(value)))
      : [cidr];
  } catch {
    return [cidr];
  }
}
