import { TerraformOutput } from "cdktf";
import { Distribution } from "../../../modules/edge/distribution";
import { VpcOrigin, type VpcOriginProps } from "../../../modules/edge/vpc-origin";
import { blocksOf } from "../../../test-support/exposure/read";
import { synthStack } from "../../../test-support/synth";

const LOAD_BALANCER =
  "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop-private/50dc6c495c0c9188";
const MINIMAL: VpcOriginProps = { name: "shop-private", loadBalancerArn: LOAD_BALANCER };

function origin(props: Partial<VpcOriginProps> = {}) {
  return synthStack((stack) => new VpcOrigin(stack, "private", { ...MINIMAL, ...props }));
}

describe("VpcOrigin", () => {
  it("leads to the load balancer by HTTPS and TLS 1.2 alone, and stands before the one that it replaces goes", () => {
    const { addresses, resource } = origin();
    expect(addresses).toEqual(["aws_cloudfront_vpc_origin.private"]);
    expect(resource["aws_cloudfront_vpc_origin"]?.["private"]).toEqual({
      vpc_origin_endpoint_config: [
        {
          name: "shop-private",
          arn: LOAD_BALANCER,
          http_port: 80,
          https_port: 443,
          origin_protocol_policy: "https-only",
          origin_ssl_protocols: [{ items: ["TLSv1.2"], quantity: 1 }],
        },
      ],
      timeouts: { create: "30m", update: "30m", delete: "30m" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("gives its id to a distribution, which then has no origin on the internet", () => {
    const { resource, output } = synthStack((stack) => {
      const { vpcOriginId } = new VpcOrigin(stack, "private", MINIMAL);
      new TerraformOutput(stack, "id", { value: vpcOriginId });
      new Distribution(stack, "edge", {
        comment: "shop",
        names: ["example.com"],
        certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012",
        backend: {
          domainName: "internal-shop-private-1.eu-west-1.elb.amazonaws.com",
          vpcOriginId,
          patterns: ["/*"],
          readTimeout: 30,
        },
      });
    });
    const reference = "${aws_cloudfront_vpc_origin.private.id}";
    expect(output["id"]?.["value"]).toBe(reference);
    expect(blocksOf(resource["aws_cloudfront_distribution"]?.["edge"] ?? {}, "origin")).toEqual([
      {
        origin_id: "backend",
        domain_name: "internal-shop-private-1.eu-west-1.elb.amazonaws.com",
        vpc_origin_config: {
          vpc_origin_id: reference,
          origin_read_timeout: 30,
          origin_keepalive_timeout: 5,
        },
      },
    ]);
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      new VpcOrigin(stack, "one", MINIMAL);
      new VpcOrigin(stack, "other", { ...MINIMAL, name: "shop-other" });
    });
    expect(addresses).toEqual(["aws_cloudfront_vpc_origin.one", "aws_cloudfront_vpc_origin.other"]);
  });
});

describe("what is refused", () => {
  it.each([
    ["", /`name` must have 1 to 64/],
    ["a".repeat(65), /`name` must have 1 to 64/],
    ["shop private", /`name` must have 1 to 64/],
  ])("the name %p", (name, message) => {
    expect(() => origin({ name })).toThrow(message);
  });

  it("no name of 64", () => {
    expect(() => origin({ name: "a".repeat(64) })).not.toThrow();
  });

  it.each([
    "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/shop/50dc6c495c0c9188",
    "arn:aws:ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0",
  ])("%s, which is no Application Load Balancer", (loadBalancerArn) => {
    expect(() => origin({ loadBalancerArn })).toThrow("be of an Application Load Balancer");
  });
});
