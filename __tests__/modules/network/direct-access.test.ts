import { TerraformOutput, TerraformVariable } from "cdktf";
import { ElasticAddress } from "../../../modules/network/elastic-address";
import { SshAccess } from "../../../modules/network/ssh-access";
import { type Synthesized, synthStack } from "../../../test-support/synth";

const RULES = "aws_vpc_security_group_ingress_rule";

describe("ElasticAddress", () => {
  const build = (address: string): Synthesized =>
    synthStack((stack) => {
      const found = new ElasticAddress(stack, "direct", { address });
      new TerraformOutput(stack, "ip", { value: found.publicIp });
      new TerraformOutput(stack, "group", { value: found.instanceSecurityGroup() });
    });

  it.each([
    ["198.51.100.7", "public-ip"],
    ["eipalloc-0123456789abcdef0", "allocation-id"],
  ])("looks %s up in a list by %s, and refuses a plan that does not find it", (address, name) => {
    const { data, addresses, output } = build(address);
    expect(addresses).toEqual([]);
    expect(data["aws_eips"]?.["direct"]).toEqual({
      filter: [{ name, values: [address] }],
      lifecycle: {
        postcondition: [
          {
            condition: "$" + "{(length(self.public_ips) == 1)}",
            error_message: `There is no Elastic IP address ${address} in this account and region.`,
          },
        ],
      },
    });
    expect(output["ip"]?.["value"]).toBe("$" + "{one(data.aws_eips.direct.public_ips)}");
  });

  it("finds the instance that has it, and its one group", () => {
    const { data, output } = build("198.51.100.7");
    expect(data["aws_instances"]?.["direct_instance"]).toMatchObject({
      filter: [{ name: "ip-address", values: "$" + "{data.aws_eips.direct.public_ips}" }],
      instance_state_names: ["pending", "running", "stopping", "stopped"],
      lifecycle: {
        postcondition: [
          {
            condition: "$" + "{(length(self.ids) == 1)}",
            error_message: expect.stringContaining("198.51.100.7 is of no instance"),
          },
        ],
      },
    });
    expect(data["aws_instance"]?.["direct_instance"]?.["lifecycle"]).toEqual({
      postcondition: [
        {
          condition: "$" + "{(length(self.vpc_security_group_ids) == 1)}",
          error_message: expect.stringContaining("that is to let SSH in (`securityGroupId`)"),
        },
      ],
    });
    expect(output["group"]?.["value"]).toMatch(
      /^\$\{one\(flatten\(.*data\.aws_instance\.direct_instance.*\)\)\}$/,
    );
  });

  it("looks at no group that nobody asks for", () => {
    const { data } = synthStack((stack) => new ElasticAddress(stack, "direct", { address: "198.51.100.7" }));
    expect(Object.keys(data)).toEqual(["aws_eips", "aws_instances"]);
  });

  it.each(["ssh.example.com", "2001:db8::1", "eip-1", ""])("refuses %j", (address) => {
    expect(() => build(address)).toThrow(`\`address\` must be an IPv4 address, or an allocation like`);
  });

  it("stands twice in one stack", () => {
    const { data } = synthStack((stack) => {
      for (const id of ["one", "other"]) new ElasticAddress(stack, id, { address: "198.51.100.7" });
    });
    expect(Object.keys(data["aws_eips"] ?? {})).toEqual(["one", "other"]);
  });
});

describe("SshAccess", () => {
  const build = (from: readonly string[], securityGroupId = "sg-0a"): Synthesized =>
    synthStack((stack) => new SshAccess(stack, "ssh", { securityGroupId, from }));

  it("is one rule a network, by its network, with a description", () => {
    const { resource, addresses } = build(["192.0.2.7/32", "2001:db8::/48", "203.0.113.0/24"]);
    expect(addresses).toEqual([`${RULES}.ssh`, `${RULES}.ssh_ipv6`]);
    const rule = { security_group_id: "sg-0a", ip_protocol: "tcp", from_port: 22, to_port: 22 };
    const description = "SSH from $" + "{each.value}";
    expect(resource[RULES]?.["ssh"]).toEqual({
      ...rule,
      description,
      cidr_ipv4: "$" + "{each.value}",
      for_each: "$" + '{toset(["192.0.2.7/32", "203.0.113.0/24"])}',
    });
    expect(resource[RULES]?.["ssh_ipv6"]).toEqual({
      ...rule,
      description,
      cidr_ipv6: "$" + "{each.value}",
      for_each: "$" + '{toset(["2001:db8::/48"])}',
    });
  });

  it.each(["10.0.0.0/8", "203.0.113.7/32", "2001:db8::/32"])("takes %s", (network) => {
    expect(build([network]).addresses).toHaveLength(1);
  });

  it.each([
    ["0.0.0.0/0", "/8"],
    ["0.0.0.0/1", "/8"],
    ["128.0.0.0/1", "/8"],
    ["10.0.0.0/7", "/8"],
    ["::/0", "/32"],
    ["2000::/3", "/32"],
    ["2001::/31", "/32"],
    ["203.0.113.7", "/8"],
  ])("refuses %s", (network, widest) => {
    expect(() => build([network])).toThrow(
      `\`from\` must be networks of ${widest} or narrower, got: ${network}`,
    );
  });

  it("refuses no network, a network that is not known, and what is no group, all at once", () => {
    expect(() => build([], "i-1")).toThrow(
      /`securityGroupId` must be an id .*\n.*`from` must have one network at least/,
    );
    expect(() =>
      synthStack((stack) => {
        const network = new TerraformVariable(stack, "network", { type: "string" }).stringValue;
        new SshAccess(stack, "ssh", { securityGroupId: "sg-0a", from: [network] });
      }),
    ).toThrow("`from` must be known at synth");
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      for (const id of ["one", "other"]) {
        new SshAccess(stack, id, { securityGroupId: "sg-0a", from: ["203.0.113.0/24"] });
      }
    });
    expect(addresses).toHaveLength(2);
  });
});
