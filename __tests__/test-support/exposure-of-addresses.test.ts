import "../../test-support/exposure";
import { type Changes, changed, failure } from "../../test-support/changed";
import { synthShape } from "../../test-support/shapes";

const GROUP = "aws_security_group.private_load_balancer";
const RULE = { security_group_id: `\${${GROUP}.id}`, ip_protocol: "tcp", from_port: 443, to_port: 443 };
const RECORD = { name: "origin.example.com", type: "A", zone_id: "Z1" };

describe("toAnswerAtTheEdgeAlone", () => {
  it("is fulfilled where CloudFront comes from within the VPC, and where a NAT gateway calls out", () => {
    expect(synthShape("private")).toAnswerAtTheEdgeAlone();
    const gateway = {
      aws_eip: { nat: {} },
      aws_nat_gateway: { nat: { allocation_id: "${aws_eip.nat.id}" } },
    };
    expect(changed("private", gateway)).toAnswerAtTheEdgeAlone();
  });

  it.each<[string, Changes, string]>([
    [
      "a public load balancer",
      { aws_lb: { private: { internal: false } } },
      "aws_lb.private has a public address",
    ],
    [
      "one that says nothing of it, which is public",
      { aws_lb: { other: { name: "other" } } },
      "aws_lb.other has a public address",
    ],
    [
      "one that only Terraform knows of",
      { aws_lb: { private: { internal: "${var.internal}" } } },
      "aws_lb.private has a public address",
    ],
    [
      "a rule from anyone",
      { aws_vpc_security_group_ingress_rule: { open: { ...RULE, cidr_ipv4: "0.0.0.0/0" } } },
      `lets 0.0.0.0/0 into ${GROUP} on tcp/443`,
    ],
    [
      "a rule from anyone over IPv6",
      { aws_vpc_security_group_ingress_rule: { open: { ...RULE, cidr_ipv6: "::/0" } } },
      `lets ::/0 into ${GROUP} on tcp/443`,
    ],
    [
      "a prefix list of somebody's own",
      { aws_vpc_security_group_ingress_rule: { open: { ...RULE, prefix_list_id: "pl-1" } } },
      `lets pl-1 into ${GROUP} on tcp/443`,
    ],
    ["an address", { aws_eip: { stray: {} } }, "aws_eip.stray is a public address"],
    [
      "a machine with an address",
      { aws_instance: { web: { associate_public_ip_address: true } } },
      "aws_instance.web has a public address",
    ],
    [
      "machines with addresses, by their template",
      { aws_launch_template: { web: { network_interfaces: [{ associate_public_ip_address: "true" }] } } },
      "aws_launch_template.web has a public address",
    ],
    [
      "a subnet that gives addresses",
      { aws_subnet: { a: { map_public_ip_on_launch: true } } },
      "aws_subnet.a gives public addresses",
    ],
    [
      "a name of the load balancer",
      { aws_route53_record: { origin: { ...RECORD, alias: { name: "${aws_lb.private.dns_name}" } } } },
      "aws_route53_record.origin leads to aws_lb.private",
    ],
    [
      "a name of an address",
      { aws_route53_record: { origin: { ...RECORD, records: ["203.0.113.7"] } } },
      "aws_route53_record.origin leads to 203.0.113.7",
    ],
  ])("sees %s", (_, changes, found) => {
    expect(failure(() => expect(changed("private", changes)).toAnswerAtTheEdgeAlone())).toContain(found);
  });
});

describe("toRefuseOldTls", () => {
  const config = (more: object) => [
    {
      origin_protocol_policy: "https-only",
      origin_ssl_protocols: [{ items: ["TLSv1.2"], quantity: 1 }],
      ...more,
    },
  ];

  it.each([
    ["plain HTTP", { origin_protocol_policy: "http-only" }],
    ["an older TLS beside it", { origin_ssl_protocols: [{ items: ["TLSv1", "TLSv1.2"], quantity: 2 }] }],
    ["no TLS that is named", { origin_ssl_protocols: [] }],
  ])("sees a VPC origin that is called by %s", (_, more) => {
    const origin = {
      aws_cloudfront_vpc_origin: { private_origin: { vpc_origin_endpoint_config: config(more) } },
    };
    expect(failure(() => expect(changed("private", origin)).toRefuseOldTls())).toContain(
      "aws_cloudfront_vpc_origin.private_origin calls an origin by less than TLS 1.2",
    );
  });
});
