import { TerraformOutput } from "cdktf";
import { CreatedVpc, type CreatedVpcProps } from "../../../modules/network/created-vpc";
import { type Synthesized, synthStack } from "../../../test-support/synth";

const MINIMAL: CreatedVpcProps = { name: "shop", cidr: "10.20.0.0/16", zones: 2 };
const FULL: CreatedVpcProps = {
  ...MINIMAL,
  zones: ["eu-west-1b", "eu-west-1a"],
  privateSubnets: true,
  nat: true,
  ipv6: true,
  preventDestroy: true,
};

function build(props: Partial<CreatedVpcProps> = {}): Synthesized {
  return synthStack((stack) => {
    const vpc = new CreatedVpc(stack, "network", { ...MINIMAL, ...props });
    new TerraformOutput(stack, "public", { value: vpc.publicSubnetIds });
    new TerraformOutput(stack, "private", { value: vpc.privateSubnetIds });
    new TerraformOutput(stack, "nat", { value: vpc.natPublicIp ?? "none" });
  });
}

function subnets({ resource }: Synthesized): Record<string, unknown> {
  const all = Object.entries(resource["aws_subnet"] ?? {});
  return Object.fromEntries(all.map(([name, subnet]) => [name, subnet["cidr_block"]]));
}

describe("CreatedVpc", () => {
  describe("minimal", () => {
    const built = build();

    it("makes a VPC, a gateway and public subnets with their routes", () => {
      expect(built.addresses).toEqual([
        "aws_default_security_group.network_default",
        "aws_internet_gateway.network_internet",
        "aws_route.network_public_ipv4",
        "aws_route_table.network_public",
        "aws_route_table_association.network_public_a",
        "aws_route_table_association.network_public_b",
        "aws_subnet.network_public_a",
        "aws_subnet.network_public_b",
        "aws_vpc.network",
      ]);
      expect(built.resource["aws_vpc"]?.["network"]).toEqual({
        cidr_block: "10.20.0.0/16",
        enable_dns_hostnames: true,
        enable_dns_support: true,
        tags: { Name: "shop" },
      });
    });

    it("leaves the default security group without a rule, so that drift shows", () => {
      expect(built.resource["aws_default_security_group"]?.["network_default"]).toMatchObject({
        ingress: [],
        egress: [],
      });
    });

    it("keeps counted subnets in the zone that they were made in", () => {
      expect(built.data["aws_availability_zones"]?.["network_zones"]).toMatchObject({
        state: "available",
        filter: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
        lifecycle: { postcondition: [{ condition: expect.stringContaining("length(self.names) >= 2") }] },
      });
      const { network_public_a: a, network_public_b: b } = built.resource["aws_subnet"] ?? {};
      expect(a?.["lifecycle"]).toEqual({ ignore_changes: ["availability_zone"] });
      expect(b?.["lifecycle"]).toMatchObject({
        ignore_changes: ["availability_zone"],
        postcondition: [
          { condition: expect.stringContaining("aws_subnet.network_public_a.availability_zone") },
        ],
      });
    });

    it("lets public subnets wait for the gateway that a load balancer in them needs", () => {
      expect(built.resource["aws_subnet"]?.["network_public_a"]).toMatchObject({
        depends_on: ["aws_internet_gateway.network_internet"],
        map_public_ip_on_launch: false,
      });
    });

    it("has no private subnets and no NAT gateway", () => {
      expect(built.output["private"]?.["value"]).toEqual([]);
      expect(built.output["nat"]?.["value"]).toBe("none");
    });
  });

  describe("full", () => {
    const built = build(FULL);

    it("adds private subnets, one NAT gateway and IPv6", () => {
      expect(built.addresses).toEqual([
        "aws_default_security_group.network_default",
        "aws_eip.network_nat",
        "aws_internet_gateway.network_internet",
        "aws_nat_gateway.network_nat",
        "aws_route.network_private_ipv4",
        "aws_route.network_public_ipv4",
        "aws_route.network_public_ipv6",
        "aws_route_table.network_private",
        "aws_route_table.network_public",
        "aws_route_table_association.network_private_a",
        "aws_route_table_association.network_private_b",
        "aws_route_table_association.network_public_a",
        "aws_route_table_association.network_public_b",
        "aws_subnet.network_private_a",
        "aws_subnet.network_private_b",
        "aws_subnet.network_public_a",
        "aws_subnet.network_public_b",
        "aws_vpc.network",
      ]);
      expect(built.output["nat"]?.["value"]).toContain("aws_eip.network_nat.public_ip");
    });

    it("gives IPv6 to public subnets only", () => {
      expect(built.resource["aws_vpc"]?.["network"]?.["assign_generated_ipv6_cidr_block"]).toBe(true);
      const { network_public_b: open, network_private_b: closed } = built.resource["aws_subnet"] ?? {};
      expect(open?.["ipv6_cidr_block"]).toContain("cidrsubnet(aws_vpc.network.ipv6_cidr_block, 8, 1)");
      expect(closed).not.toHaveProperty("ipv6_cidr_block");
    });

    it("names the zones and reads none", () => {
      expect(built.data).toEqual({});
      expect(built.resource["aws_subnet"]?.["network_public_a"]?.["availability_zone"]).toBe("eu-west-1a");
    });

    it("refuses to destroy the VPC and every subnet", () => {
      const guarded = [
        ...Object.values(built.resource["aws_vpc"] ?? {}),
        ...Object.values(built.resource["aws_subnet"] ?? {}),
      ];
      expect(guarded.map((one) => one["lifecycle"])).toEqual(Array(5).fill({ prevent_destroy: true }));
    });

    it("puts the only route of a private subnet through the NAT gateway", () => {
      expect(built.resource["aws_route"]?.["network_private_ipv4"]).not.toHaveProperty("gateway_id");
      expect(
        Object.keys(built.resource["aws_route"] ?? {}).filter((name) => name.includes("private")),
      ).toHaveLength(1);
    });
  });

  it("has no route out of private subnets without NAT", () => {
    const { resource } = build({ privateSubnets: true });
    expect(Object.keys(resource["aws_route"] ?? {})).toEqual(["network_public_ipv4"]);
  });

  describe("addresses and ranges stay when zones change", () => {
    it("by count", () => {
      const two = subnets(build({ zones: 2, privateSubnets: true }));
      const three = subnets(build({ zones: 3, privateSubnets: true }));
      expect(two).toEqual({
        network_public_a: "10.20.0.0/20",
        network_public_b: "10.20.16.0/20",
        network_private_a: "10.20.128.0/20",
        network_private_b: "10.20.144.0/20",
      });
      expect(three).toEqual({
        ...two,
        network_public_c: "10.20.32.0/20",
        network_private_c: "10.20.160.0/20",
      });
    });

    it("by name, in whatever order", () => {
      const two = subnets(build({ zones: ["ap-northeast-1d", "ap-northeast-1a"] }));
      const three = subnets(build({ zones: ["ap-northeast-1c", "ap-northeast-1a", "ap-northeast-1d"] }));
      expect(two).toEqual({ network_public_a: "10.20.0.0/20", network_public_d: "10.20.48.0/20" });
      expect(three).toEqual({ ...two, network_public_c: "10.20.32.0/20" });
    });

    it("when the same zones are named in another order, nothing changes", () => {
      expect(build({ zones: ["eu-west-1a", "eu-west-1b"], privateSubnets: true, nat: true }).json).toBe(
        build({ zones: ["eu-west-1b", "eu-west-1a"], privateSubnets: true, nat: true }).json,
      );
    });
  });

  describe("`zones`", () => {
    it.each([2, 8])("may be %i", (zones) => {
      expect(build({ zones }).addresses).toContain("aws_subnet.network_public_b");
    });

    it.each([0, 1, 9, 2.5, Number.NaN])("must not be %p", (zones) => {
      expect(() => build({ zones })).toThrow(`\`zones\` must be a whole number from 2 to 8, got: ${zones}`);
    });

    it.each([
      [[], "`zones` must name at least two zones of one region, each once, got: none"],
      [["eu-west-1a"], "`zones` must name at least two zones of one region, each once, got: eu-west-1a"],
      [["eu-west-1a", "eu-west-1a"], "each once"],
      [["eu-west-1a", "eu-west-2b"], "of one region"],
      [["eu-west-1a", "eu-west-1"], "`zones` must be names like eu-west-1a, no Local or Wavelength Zones"],
      [["us-west-2a", "us-west-2-lax-1a"], "no Local or Wavelength Zones"],
      [["us-east-1a", "us-east-1-wl1-bos-wlz-1"], "no Local or Wavelength Zones"],
    ])("must not be %j", (zones, message) => {
      expect(() => build({ zones })).toThrow(message);
    });

    it("may be of GovCloud", () => {
      expect(subnets(build({ zones: ["us-gov-west-1a", "us-gov-west-1c"] }))).toHaveProperty(
        "network_public_c",
      );
    });
  });

  describe("`cidr`", () => {
    it.each([
      ["10.0.0.0/16", "10.0.16.0/20"],
      ["192.168.2.0/23", "192.168.2.32/27"],
    ])("may be %s", (cidr, second) => {
      expect(subnets(build({ cidr }))["network_public_b"]).toBe(second);
    });

    it.each(["10.0.0.0/15", "10.0.0.0/24", "10.0.1.0/16", "10.0.0.0", "::/56", ""])(
      "must not be %p",
      (cidr) => {
        expect(() => build({ cidr })).toThrow(
          "`cidr` must be an IPv4 range like 10.20.0.0/16, from /16 to /23, got: ",
        );
      },
    );
  });

  it("must have private subnets for `nat`", () => {
    expect(() => build({ nat: true })).toThrow("`nat` must come with `privateSubnets: true`");
  });

  it.each(["", " ", "x".repeat(201)])("must not be named %p", (name) => {
    expect(() => build({ name })).toThrow("`name` must have 1 to 200 characters");
  });

  it("names every problem at once", () => {
    expect(() => build({ name: "", cidr: "", zones: 1, nat: true })).toThrow(
      /`name`[\s\S]*`cidr`[\s\S]*`zones`[\s\S]*`nat`/,
    );
  });

  it("stands twice in one stack", () => {
    const { resource } = synthStack((stack) => {
      new CreatedVpc(stack, "one", FULL);
      new CreatedVpc(stack, "other", MINIMAL);
    });
    expect(Object.keys(resource["aws_vpc"] ?? {})).toEqual(["one", "other"]);
  });
});
