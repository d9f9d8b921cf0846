import { found, made, type Resources } from "../../../test-support/guards";

const RULE = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const ssh = { security_group_id: "sg-1", ip_protocol: "tcp", from_port: 22, to_port: 22 };
const block = { protocol: "tcp", from_port: 22, to_port: 22 };

function standalone(changes: Readonly<Record<string, unknown>>): Resources {
  return { [RULE]: { x: { ...ssh, ...changes } } };
}

describe("world-ingress refuses", () => {
  it.each<[string, Resources, string]>([
    ["everyone", standalone({ cidr_ipv4: "0.0.0.0/0" }), `${RULE}.x: tcp/22 from 0.0.0.0/0 in sg-1`],
    ["everyone over IPv6", standalone({ cidr_ipv6: "::/0" }), `${RULE}.x: tcp/22 from ::/0 in sg-1`],
    ["IPv6 written in full", standalone({ cidr_ipv6: "0:0:0:0:0:0:0:0/0" }), "from 0:0:0:0:0:0:0:0/0"],
    ["all that is given out of IPv6", standalone({ cidr_ipv6: "2000::/3" }), "from 2000::/3"],
    ["half of the world", standalone({ cidr_ipv4: "128.0.0.0/1" }), "from 128.0.0.0/1"],
    ["a range just too wide", standalone({ cidr_ipv4: "8.0.0.0/7" }), "from 8.0.0.0/7"],
    ["a range of private addresses and others", standalone({ cidr_ipv4: "10.0.0.0/6" }), "from 10.0.0.0/6"],
    ["what is no CIDR", standalone({ cidr_ipv4: "anywhere" }), "from anywhere"],
    ["a variable", standalone({ cidr_ipv4: "${var.office}" }), "from ${var.office}"],
    ["a variable in a wide mask", standalone({ cidr_ipv4: "${var.office}/4" }), "from ${var.office}/4"],
    ["a list by id", standalone({ prefix_list_id: "pl-1" }), "from pl-1"],
    [
      "every protocol",
      { [RULE]: { x: { security_group_id: "sg-1", ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" } } },
      "everything from 0.0.0.0/0",
    ],
    ["a range of ports", standalone({ cidr_ipv4: "0.0.0.0/0", from_port: 0, to_port: 65535 }), "tcp/0-65535"],
    [
      "what it is repeated for",
      standalone({ cidr_ipv4: "${each.value}", for_each: '${toset(["10.0.0.0/8", "0.0.0.0/0"])}' }),
      "from 0.0.0.0/0",
    ],
    [
      "what it is repeated for, which nobody knows",
      standalone({ cidr_ipv4: "${each.value}", for_each: "${var.offices}" }),
      "from ${each.value}",
    ],
    [
      "a block",
      { aws_security_group: { x: { ingress: [{ ...block, cidr_blocks: ["0.0.0.0/0"] }] } } },
      "tcp/22",
    ],
    [
      "the second of a block's ranges",
      { aws_security_group: { x: { ingress: { ...block, cidr_blocks: ["10.0.0.0/8", "0.0.0.0/1"] } } } },
      "from 0.0.0.0/1",
    ],
    [
      "a dynamic block",
      {
        aws_security_group: {
          x: { dynamic: { ingress: { for_each: [1], content: { ...block, ipv6_cidr_blocks: ["::/0"] } } } },
        },
      },
      "tcp/22 from ::/0",
    ],
    [
      "blocks that nobody knows",
      { aws_security_group: { x: { ingress: "${var.rules}" } } },
      "everything from ${var",
    ],
    [
      "the default group of a VPC",
      { aws_default_security_group: { x: { ingress: { ...block, cidr_blocks: ["0.0.0.0/0"] } } } },
      "aws_default_security_group.x: tcp/22",
    ],
    [
      "a rule of the older kind",
      {
        aws_security_group_rule: {
          x: { ...block, type: "ingress", protocol: "all", cidr_blocks: ["0.0.0.0/0"] },
        },
      },
      "everything from 0.0.0.0/0",
    ],
    [
      "a rule that may be either way",
      { aws_security_group_rule: { x: { ...block, type: "${var.type}", cidr_blocks: ["0.0.0.0/0"] } } },
      "tcp/22 from 0.0.0.0/0",
    ],
  ])("%s", (_, resources, line) => {
    expect(found("world-ingress", resources)).toEqual([expect.stringContaining(line)]);
  });

  it("the world in pieces, each of which is narrow enough", () => {
    const piece = (index: number) => ({ ...ssh, cidr_ipv4: `${20 + index}.0.0.0/8` });
    const pieces = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, piece(index)]));
    expect(found("world-ingress", { [RULE]: pieces(1) })).toEqual([]);
    expect(found("world-ingress", { [RULE]: pieces(2) })).toHaveLength(2);
    const other = { ...piece(1), from_port: 23, to_port: 23 };
    expect(found("world-ingress", { [RULE]: { x0: piece(0), x1: other } })).toEqual([]);
    const wider = { ...piece(1), from_port: 0, to_port: 100 };
    expect(found("world-ingress", { [RULE]: { x0: piece(0), x1: wider } })).toHaveLength(2);
    const elsewhere = { ...piece(1), security_group_id: "sg-2" };
    expect(found("world-ingress", { [RULE]: { x0: piece(0), x1: elsewhere } })).toEqual([]);
  });

  it("a list by the name of its data source, CloudFront's too", () => {
    const name = "com.amazonaws.global.cloudfront.origin-facing";
    const data = { aws_ec2_managed_prefix_list: { cloudfront: { name } } };
    const id = "${data.aws_ec2_managed_prefix_list.cloudfront.id}";
    const lines = found("world-ingress", standalone({ prefix_list_id: id }), { document: { data } });
    expect(lines).toEqual([`${RULE}.x: tcp/22 from ${name} in sg-1`]);
  });

  it("a list of one's own by what it holds", () => {
    const list = (cidr: string) => ({ address_family: "IPv4", entry: [{ cidr }] });
    const of = (cidr: string) => ({
      ...standalone({ prefix_list_id: "${aws_ec2_managed_prefix_list.own.id}" }),
      aws_ec2_managed_prefix_list: { own: list(cidr) },
    });
    expect(found("world-ingress", of("0.0.0.0/0"))).toHaveLength(1);
    expect(found("world-ingress", of("203.0.113.0/24"))).toEqual([]);
  });

  it("what a local says", () => {
    const locals = { office: "0.0.0.0/0", home: "203.0.113.7/32" };
    const at = (name: string) =>
      found("world-ingress", standalone({ cidr_ipv4: `\${local.${name}}` }), { document: { locals } });
    expect([at("office").length, at("home").length, at("none").length]).toEqual([1, 0, 1]);
  });
});

describe("world-ingress takes", () => {
  it.each<[string, Resources]>([
    ["an office", standalone({ cidr_ipv4: "203.0.113.0/24" })],
    ["one holder's block", standalone({ cidr_ipv4: "8.0.0.0/8" })],
    ["private addresses", standalone({ cidr_ipv4: "10.0.0.0/8" })],
    ["private IPv6 addresses", standalone({ cidr_ipv6: "fd00::/8" })],
    ["one customer's IPv6", standalone({ cidr_ipv6: "2001:db8::/32" })],
    ["another group", standalone({ referenced_security_group_id: "${aws_security_group.y.id}" })],
    ["members of the group itself", { aws_security_group: { x: { ingress: [{ ...block, self: true }] } } }],
    ["a VPC's own CIDR", standalone({ cidr_ipv4: "${data.aws_vpc.network.cidr_block}" })],
    ["one address, whichever it is", standalone({ cidr_ipv4: "${aws_eip.x.public_ip}/32" })],
    ["what goes out", { [EGRESS]: { x: { ...ssh, cidr_ipv4: "0.0.0.0/0" } } }],
  ])("%s", (_, resources) => {
    expect(found("world-ingress", resources)).toEqual([]);
  });
});

describe("world-egress", () => {
  const own = { document: {}, groups: ["shop/public/Resource"] };
  const groups = {
    aws_security_group: { public: made("shop/public/Resource", {}), theirs: made("shop/theirs", {}) },
  };
  const out = (changes: Readonly<Record<string, unknown>>): Resources => ({
    ...groups,
    [EGRESS]: {
      x: {
        security_group_id: "${aws_security_group.public.id}",
        ip_protocol: "-1",
        cidr_ipv4: "0.0.0.0/0",
        ...changes,
      },
    },
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["everything", {}],
    ["everything over IPv6", { cidr_ipv4: null, cidr_ipv6: "::/0" }],
    ["every port", { ip_protocol: "tcp", from_port: 0, to_port: 65535 }],
    ["a half", { cidr_ipv4: "0.0.0.0/1" }],
    ["a variable", { cidr_ipv4: "${var.anywhere}" }],
    ["a group that nobody knows", { security_group_id: "${var.group}" }],
  ])("refuses %s", (_, changes) => {
    expect(found("world-egress", out(changes), own)).toHaveLength(1);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ["one port", { ip_protocol: "tcp", from_port: 443, to_port: 443 }],
    ["the VPC", { cidr_ipv4: "10.0.0.0/16" }],
    ["one's own group", { security_group_id: "${aws_security_group.theirs.id}" }],
    ["a group of elsewhere", { security_group_id: "sg-0123456789abcdef0" }],
  ])("takes %s", (_, changes) => {
    expect(found("world-egress", out(changes), own)).toEqual([]);
  });

  it("refuses it in a block of a module's group, and of a VPC's default group", () => {
    const egress = { protocol: "-1", cidr_blocks: ["0.0.0.0/0"] };
    const public_ = { aws_security_group: { public: made("shop/public/Resource", { egress }) } };
    expect(found("world-egress", public_, own)).toHaveLength(1);
    expect(found("world-egress", { aws_default_security_group: { x: { egress: [egress] } } })).toHaveLength(
      1,
    );
  });
});
