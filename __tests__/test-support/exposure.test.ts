import "../../test-support/exposure";
import { type Changes, changed, failure } from "../../test-support/changed";
import { synthShape } from "../../test-support/shapes";

const GROUP = "aws_security_group.public_load_balancer";
const ID = `\${${GROUP}.id}`;
const CLOUDFRONT = `${GROUP} tcp/443 com.amazonaws.global.cloudfront.origin-facing`;
const OTHER = "sg-0123456789abcdef0";

describe("toAdmitOnly", () => {
  const standalone = { security_group_id: ID, ip_protocol: "tcp", from_port: 22, to_port: 22 };
  const block = { protocol: "tcp", from_port: 22, to_port: 22 };
  it.each<[string, Changes, string]>([
    [
      "a rule from anyone",
      { aws_vpc_security_group_ingress_rule: { ssh: { ...standalone, cidr_ipv4: "0.0.0.0/0" } } },
      `${GROUP} tcp/22 0.0.0.0/0`,
    ],
    [
      "a rule from anyone over IPv6",
      { aws_vpc_security_group_ingress_rule: { ssh: { ...standalone, cidr_ipv6: "::/0" } } },
      `${GROUP} tcp/22 ::/0`,
    ],
    [
      "half of the world",
      { aws_vpc_security_group_ingress_rule: { ssh: { ...standalone, cidr_ipv4: "128.0.0.0/1" } } },
      `${GROUP} tcp/22 128.0.0.0/1`,
    ],
    [
      "a range that holds private addresses and others",
      { aws_vpc_security_group_ingress_rule: { ssh: { ...standalone, cidr_ipv4: "10.0.0.0/7" } } },
      `${GROUP} tcp/22 10.0.0.0/7`,
    ],
    [
      "a peer that Terraform fills in",
      { aws_vpc_security_group_ingress_rule: { ssh: { ...standalone, cidr_ipv4: "${var.office}" } } },
      `${GROUP} tcp/22 \${var.office}`,
    ],
    [
      "a prefix list that nothing here names",
      { aws_vpc_security_group_ingress_rule: { ssh: { ...standalone, prefix_list_id: "pl-1" } } },
      `${GROUP} tcp/22 pl-1`,
    ],
    [
      "every protocol",
      {
        aws_vpc_security_group_ingress_rule: {
          all: { security_group_id: ID, ip_protocol: "-1", cidr_ipv4: "0.0.0.0/0" },
        },
      },
      `${GROUP} everything 0.0.0.0/0`,
    ],
    [
      "a range of ports",
      {
        aws_vpc_security_group_ingress_rule: {
          range: { ...standalone, from_port: 0, to_port: 65535, cidr_ipv4: "0.0.0.0/0" },
        },
      },
      `${GROUP} tcp/0-65535 0.0.0.0/0`,
    ],
    [
      "another group than the load balancer's",
      {
        aws_vpc_security_group_ingress_rule: {
          ssh: { ...standalone, security_group_id: OTHER, cidr_ipv4: "0.0.0.0/0" },
        },
      },
      `${OTHER} tcp/22 0.0.0.0/0`,
    ],
    [
      "a block in the group",
      {
        aws_security_group: { public_load_balancer: { ingress: [{ ...block, cidr_blocks: ["0.0.0.0/0"] }] } },
      },
      `${GROUP} tcp/22 0.0.0.0/0`,
    ],
    [
      "a dynamic block in the group",
      {
        aws_security_group: {
          public_load_balancer: {
            dynamic: { ingress: { for_each: [1], content: { ...block, cidr_blocks: ["0.0.0.0/0"] } } },
          },
        },
      },
      `${GROUP} tcp/22 0.0.0.0/0`,
    ],
    [
      "a block in the VPC's default group",
      { aws_default_security_group: { network: { ingress: { ...block, ipv6_cidr_blocks: ["::/0"] } } } },
      "aws_default_security_group.network tcp/22 ::/0",
    ],
    [
      "a rule of the older kind",
      {
        aws_security_group_rule: {
          ssh: {
            ...block,
            type: "ingress",
            security_group_id: ID,
            protocol: "all",
            cidr_blocks: ["0.0.0.0/0"],
          },
        },
      },
      `${GROUP} everything 0.0.0.0/0`,
    ],
  ])("sees %s", (_, changes, admission) => {
    const stack = changed("smallest", changes);
    expect(failure(() => expect(stack).toAdmitOnly([CLOUDFRONT]))).toContain(`not expected: ${admission}`);
    expect(stack).toAdmitOnly([CLOUDFRONT, admission]);
  });

  it("misses what is expected and not there", () => {
    const found = failure(() => expect(synthShape("smallest")).toAdmitOnly([CLOUDFRONT, "x tcp/1 y"]));
    expect(found).toContain("not found: x tcp/1 y");
  });

  it.each(["10.0.0.0/8", "172.16.0.0/12", "192.168.1.0/24", "100.64.0.0/10", "fd00::/8"])(
    "takes %s for private",
    (cidr) => {
      const argument = cidr.includes(":") ? "cidr_ipv6" : "cidr_ipv4";
      const rule = { ...standalone, [argument]: cidr };
      expect(changed("smallest", { aws_vpc_security_group_ingress_rule: { ssh: rule } })).toAdmitOnly([
        CLOUDFRONT,
      ]);
    },
  );
});

describe("toCallBackendsOnly", () => {
  const call = { security_group_id: ID, ip_protocol: "tcp", from_port: 8000, to_port: 8000 };
  it.each<[string, Changes, RegExp]>([
    [
      "another port",
      {
        aws_vpc_security_group_egress_rule: {
          x: { ...call, to_port: 8001, referenced_security_group_id: OTHER },
        },
      },
      /call sg-\w+ on tcp\/8000-8001/,
    ],
    [
      "anyone on the port",
      { aws_vpc_security_group_egress_rule: { x: { ...call, cidr_ipv4: "0.0.0.0/0" } } },
      /call 0\.0\.0\.0\/0/,
    ],
    [
      "everything in a block",
      {
        aws_security_group: {
          public_load_balancer: { egress: { protocol: -1, cidr_blocks: ["10.0.0.0/8"] } },
        },
      },
      /call 10\.0\.0\.0\/8 on everything/,
    ],
    [
      "members of the group itself",
      { aws_security_group: { public_load_balancer: { egress: { protocol: -1, self: true } } } },
      /on everything/,
    ],
    [
      "a backend that calls",
      {
        aws_vpc_security_group_egress_rule: {
          x: { ...call, security_group_id: OTHER, referenced_security_group_id: ID },
        },
      },
      /lets sg-\w+ call/,
    ],
    [
      "a port that nothing leads to",
      { aws_lb_target_group: { x: { port: 9000 } } },
      /nothing lets backends be called on tcp\/9000/,
    ],
    [
      "a health check that nothing leads to",
      { aws_lb_target_group: { api_public: { health_check: { port: 9001 } } } },
      /tcp\/9001/,
    ],
    [
      "a load balancer in no group",
      { aws_lb: { public: { security_groups: null } } },
      /in no security group/,
    ],
  ])("sees %s", (_, changes, message) => {
    expect(synthShape("smallest")).toCallBackendsOnly();
    expect(failure(() => expect(changed("smallest", changes)).toCallBackendsOnly())).toMatch(message);
  });

  it("sees through what a rule is repeated for", () => {
    const rule = { for_each: '${toset(["8.8.8.8"])}', cidr_ipv4: "${each.value}/32" };
    const stack = changed("targets by address", {
      aws_vpc_security_group_egress_rule: { public_8000_address: rule },
    });
    expect(failure(() => expect(stack).toCallBackendsOnly())).toContain("call 8.8.8.8/32");
  });
});

describe("toPromiseIpv6WhereSpoken", () => {
  const alias = { name: "${aws_lb.public.dns_name}" };
  it.each<[string, string, Changes, string]>([
    [
      "AAAA of an IPv4 load balancer",
      "classic",
      { aws_route53_record: { x: { name: "example.net", type: "AAAA", alias } } },
      "example.net has A, AAAA",
    ],
    [
      "no AAAA of a dualstack one",
      "dualstack without an edge",
      { aws_route53_record: { example_com_aaaa: { type: "A" } } },
      "example.com has A, A",
    ],
    [
      "no AAAA of a distribution with IPv6",
      "smallest",
      { aws_route53_record: { example_com_aaaa: { alias: null } } },
      "example.com has A for",
    ],
    [
      "AAAA of a distribution without",
      "smallest",
      { aws_cloudfront_distribution: { edge: { is_ipv6_enabled: false } } },
      "example.com has A, AAAA",
    ],
    [
      "AAAA of an origin",
      "dualstack with an edge",
      { aws_route53_record: { x: { name: "origin.example.com", type: "AAAA", alias } } },
      "origin.example.com has A, AAAA",
    ],
    [
      "AAAA without A",
      "smallest",
      { aws_route53_record: { x: { name: "x.example.com", type: "AAAA", alias } } },
      "x.example.com has AAAA",
    ],
    [
      "two targets",
      "smallest",
      { aws_route53_record: { example_com_aaaa: { alias } } },
      "edge, aws_lb.public",
    ],
  ])("sees %s", (_, name, changes, message) => {
    expect(failure(() => expect(changed(name, changes)).toPromiseIpv6WhereSpoken())).toContain(message);
  });
});

describe("toHaveNoResource and toHaveCounts", () => {
  it("see a resource that should not be there, or too few", () => {
    const stack = synthShape("external zone, request");
    expect(failure(() => expect(stack).toHaveNoResource("aws_acm_certificate"))).toMatch(/viewer/);
    expect(failure(() => expect(stack).toHaveCounts({ aws_acm_certificate: 1 }))).toContain(
      "not expected: 2 aws_acm",
    );
    expect(failure(() => expect(stack).toHaveCounts({ aws_acm_certificate: 2, aws_lb: 1 }))).toContain(
      "not found: 1 aws_lb",
    );
    expect(failure(() => expect(stack).toHaveCounts({}))).toContain("2 aws_acm_certificate");
  });

  it("count data sources", () => {
    expect(failure(() => expect(synthShape("smallest")).toHaveCounts({}))).toContain("1 data.aws_vpc");
  });

  it("fail when they are turned round", () => {
    expect(failure(() => expect(synthShape("smallest")).not.toHaveNoResource("aws_eip"))).toContain(
      "nothing to complain",
    );
  });
});
