import "../../test-support/exposure";
import { environment, type Keys, synthEnvironment } from "../../test-support/environments";
import { blocksOf, leavesOf } from "../../test-support/exposure/read";
import { synthShape } from "../../test-support/shapes";

const GROUP = "aws_security_group.private_load_balancer";
const SHAPES = [
  "private",
  "private in a created VPC",
  "private in the default VPC, without some zones",
  "private in a VPC of another state",
];
const ids = { vpcId: "vpc-01234567", publicSubnetIds: ["subnet-01234567", "subnet-89abcdef"] };

const synth = (more: Keys = {}) =>
  synthEnvironment(environment({ loadBalancer: { exposure: "private" }, ...more }));
const subnetsOf = (stack: ReturnType<typeof synth>) => stack.resource["aws_lb"]?.["private"]?.["subnets"];

describe.each(SHAPES)("%s", (name) => {
  const stack = synthShape(name);

  it("has nothing that the internet reaches but the distribution", () => {
    expect(stack).toAnswerAtTheEdgeAlone();
    expect(stack).toAdmitOnly([`${GROUP} tcp/443 com.amazonaws.global.cloudfront.origin-facing`]);
    expect(stack).toCallBackendsOnly();
    expect(stack).toPromiseIpv6WhereSpoken();
    expect(stack.resource["aws_lb"]?.["private"]?.["internal"]).toBe(true);
    expect(stack.resource["aws_lb"]).not.toHaveProperty("public");
  });

  it("refuses what no rule wanted, and any Host but its own", () => {
    expect(stack).toForwardNothingByDefault();
    expect(stack).toGuardEveryForward();
    expect(stack).toRefuseOldTls();
    expect(stack).toPassErrorsOn();
    expect(stack).toDescribeEverything();
  });

  it("has no secret: no variable, parameter, header or condition", () => {
    expect(stack.variable).toEqual({});
    expect(stack.data).not.toHaveProperty("aws_ssm_parameter");
    expect(stack.json).not.toMatch(/origin_secret|x-origin-verify|http_header|custom_header/);
  });

  it("has no name of the origin: no record, and none on a certificate", () => {
    expect(stack.json).not.toMatch(/"origin\.|origin\.(example|portal)/);
    for (const certificate of Object.values(stack.resource["aws_acm_certificate"] ?? {})) {
      expect(leavesOf([certificate["domain_name"], certificate["subject_alternative_names"] ?? []])).toEqual(
        expect.arrayContaining(["example.com"]),
      );
    }
  });

  it("is called by its own name through a VPC origin", () => {
    const [backend] = blocksOf(
      stack.resource["aws_cloudfront_distribution"]?.["edge"] ?? {},
      "origin",
    ).filter(({ origin_id }) => origin_id === "backend");
    expect(backend).toMatchObject({
      domain_name: "${aws_lb.private.dns_name}",
      vpc_origin_config: { vpc_origin_id: "${aws_cloudfront_vpc_origin.private_origin.id}" },
    });
    expect(backend).not.toHaveProperty("custom_origin_config");
  });

  it("names everything of its own otherwise than a public one, so that both can stand beside each other", () => {
    const own = /^aws_(lb|lb_\w+|security_group|vpc_security_group_\w+)\./;
    expect(
      stack.addresses.filter((address) => own.test(address) && !/[._]private(_|$)/.test(address)),
    ).toEqual([]);
    const names = (of: typeof stack) =>
      leavesOf(of.resource["aws_lb"] ?? {}).filter((text) => text.startsWith("shop-"));
    expect(names(stack)).not.toEqual(expect.arrayContaining(names(synthEnvironment(environment()))));
  });
});

describe("its subnets", () => {
  it("are the private ones that are named", () => {
    const privateSubnetIds = ["subnet-0000000a", "subnet-0000000b"];
    expect(subnetsOf(synth({ network: { type: "existing", ...ids, privateSubnetIds } }))).toEqual(
      privateSubnetIds,
    );
  });

  it("are the public ones where the network has no others", () => {
    expect(subnetsOf(synth({ network: { type: "existing", ...ids } }))).toEqual(ids.publicSubnetIds);
    expect(subnetsOf(synth())).toBe("${data.aws_subnets.network.ids}");
  });

  it("are made private in a VPC that is made, which has an internet gateway and no NAT", () => {
    const stack = synthShape("private in a created VPC");
    expect(subnetsOf(stack)).toEqual([
      "${aws_subnet.network_private_a.id}",
      "${aws_subnet.network_private_b.id}",
    ]);
    expect(Object.keys(stack.resource["aws_internet_gateway"] ?? {})).toHaveLength(1);
    // CloudFront makes no VPC origin before there is one.
    for (const zone of ["a", "b"]) {
      expect(stack.resource["aws_subnet"]?.[`network_private_${zone}`]?.["depends_on"]).toEqual([
        "aws_internet_gateway.network_internet",
      ]);
    }
    expect(stack).toHaveNoResource("aws_nat_gateway");
  });

  it("are chosen by Terraform where another state lists them, and looked at where a zone will not do", () => {
    const stack = synthShape("private in a VPC of another state");
    expect(subnetsOf(stack)).toMatch(
      /^\$\{\(length\(try\(.*private_subnets.*\)\) >= 2\) \? .*private_subnets.* : .*public_subnets\}$/,
    );
    expect(stack.data["aws_subnet"]?.["private_subnets"]).toMatchObject({ id: "${each.value}" });
    expect(synth({ network: { type: "existing", ...ids } }).json).not.toContain('"private_subnets": {');
  });
});

it("asks a certificate for the viewers' names alone, wildcards included", () => {
  const { resource } = synth({ domain: { name: "example.com", aliases: ["*.example.com"] } });
  expect(resource["aws_acm_certificate"]?.["regional"]).toMatchObject({
    domain_name: "example.com",
    subject_alternative_names: ["*.example.com"],
  });
});

it("lists no origin among the records to make at another DNS provider", () => {
  const { output } = synth({ dns: { type: "external", stage: "ready" } });
  expect(leavesOf(output["dns_records"])).toContain("viewer");
  expect(leavesOf(output["dns_records"])).not.toContain("origin");
});
