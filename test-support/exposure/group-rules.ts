import type { Synthesized } from "../synth";
import { type Body, blocksOf, referenceOf, resourcesOf, textsOf } from "./read";

/** One peer that a security group lets in or out, however the rule is written. */
export interface GroupRule {
  /** the resource that the rule stands in */
  readonly address: string;
  /** the group, by address where it is one of the same stack */
  readonly group: string;
  readonly direction: "ingress" | "egress";
  /** `tcp/443`, `tcp/8000-8999`, `everything` */
  readonly ports: string;
  /** a CIDR, a prefix list by name, a group by address; what Terraform fills in, as it stands */
  readonly peer: string;
  /** whether the peer is, or may be, anyone: every peer but groups and private ranges */
  readonly world: boolean;
}

type Direction = GroupRule["direction"];

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/** Every rule of every security group: standalone ones of both kinds, inline ones, the VPC's default group's. */
export function groupRules(stack: Synthesized): GroupRule[] {
  return [...standalone(stack), ...older(stack), ...inline(stack)];
}

function standalone(stack: Synthesized): GroupRule[] {
  return DIRECTIONS.flatMap((direction) =>
    resourcesOf(stack, `aws_vpc_security_group_${direction}_rule`).flatMap(({ address, body }) => {
      const ports = portsOf(body["ip_protocol"], body["from_port"], body["to_port"]);
      const group = groupOf(body["security_group_id"]);
      return peersOf(stack, {
        cidrs: [...textsOf(body["cidr_ipv4"]), ...textsOf(body["cidr_ipv6"])].flatMap((cidr) =>
          eachOf(body, cidr),
        ),
        lists: textsOf(body["prefix_list_id"]),
        groups: textsOf(body["referenced_security_group_id"]),
      }).map((peer) => ({ address, group, direction, ports, ...peer }));
    }),
  );
}

function older(stack: Synthesized): GroupRule[] {
  return resourcesOf(stack, "aws_security_group_rule").flatMap(({ address, body }) => {
    const direction: Direction = body["type"] === "egress" ? "egress" : "ingress";
    const group = groupOf(body["security_group_id"]);
    return blockRules(stack, body, group).map((rule) => ({ address, group, direction, ...rule }));
  });
}

function inline(stack: Synthesized): GroupRule[] {
  return resourcesOf(stack, "aws_security_group", "aws_default_security_group").flatMap(({ address, body }) =>
    DIRECTIONS.flatMap((direction) =>
      blocksOf(body, direction).flatMap((block) =>
        blockRules(stack, block, address).map((rule) => ({ address, group: address, direction, ...rule })),
      ),
    ),
  );
}

function blockRules(
  stack: Synthesized,
  block: Body,
  self: string,
): Pick<GroupRule, "ports" | "peer" | "world">[] {
  const ports = portsOf(block["protocol"], block["from_port"], block["to_port"]);
  const peers = peersOf(stack, {
    cidrs: [...textsOf(block["cidr_blocks"]), ...textsOf(block["ipv6_cidr_blocks"])],
    lists: textsOf(block["prefix_list_ids"]),
    groups: [
      ...textsOf(block["security_groups"]),
      ...textsOf(block["source_security_group_id"]),
      ...(block["self"] === true ? [self] : []),
    ],
  });
  return peers.map((peer) => ({ ports, ...peer }));
}

function peersOf(
  { data }: Synthesized,
  peers: Readonly<Record<"cidrs" | "lists" | "groups", readonly string[]>>,
): Pick<GroupRule, "peer" | "world">[] {
  const nameOfList = (id: string) => {
    const [, type = "", name = ""] = referenceOf(id)?.split(".") ?? [];
    return String(data[type]?.[name]?.["name"] ?? id);
  };
  return [
    ...peers.cidrs.map((peer) => ({ peer, world: !isPrivate(peer) })),
    ...peers.lists.map((id) => ({ peer: nameOfList(id), world: true })),
    ...peers.groups.map((id) => ({ peer: groupOf(id), world: false })),
  ];
}

function groupOf(id: unknown): string {
  return referenceOf(id) ?? String(id);
}

function portsOf(protocol: unknown, from: unknown, to: unknown): string {
  const name = String(protocol).toLowerCase();
  if (["-1", "all", "undefined"].includes(name)) return "everything";
  if (from === undefined || (from === -1 && to === -1)) return `${name}/all`;
  return from === to ? `${name}/${from}` : `${name}/${from}-${to}`;
}

/** The values that a rule is repeated for, where the JSON holds them. */
function eachOf({ for_each }: Body, cidr: string): string[] {
  const [, list] = /^\$\{toset\((\[.*\])\)\}$/.exec(String(for_each)) ?? [];
  if (list === undefined || !cidr.includes(`\${each.value}`)) return [cidr];
  return textsOf(JSON.parse(list)).map((value) => cidr.replace(`\${each.value}`, value));
}

const PRIVATE = [
  /^10(\.\d+){3}\/([89]|[12]\d|3[012])$/,
  /^172\.(1[6-9]|2\d|3[01])(\.\d+){2}\/(1[2-9]|2\d|3[012])$/,
  /^192\.168(\.\d+){2}\/(1[6-9]|2\d|3[012])$/,
  /^100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])(\.\d+){2}\/(1\d|2\d|3[012])$/,
  /^f[cd][0-9a-f]{2}:.*\/([7-9]|[1-9]\d|1[012]\d)$/i,
];

function isPrivate(cidr: string): boolean {
  return PRIVATE.some((range) => range.test(cidr));
}
