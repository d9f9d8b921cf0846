import { TerraformVariable } from "cdktf";
import { BackendAccess, type BackendAccessProps } from "../../../modules/network/backend-access";
import { BackendSecurityGroup } from "../../../modules/network/backend-security-group";
import { CreatedVpc } from "../../../modules/network/created-vpc";
import {
  LoadBalancerSecurityGroup,
  type LoadBalancerSecurityGroupProps,
} from "../../../modules/network/load-balancer-security-group";
import { TaggedInstances } from "../../../modules/network/tagged-instances";
import { type ModuleStack, type Synthesized, synthStack } from "../../../test-support/synth";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";
const PREFIX_LIST = "com.amazonaws.global.cloudfront.origin-facing";
const PEERS = ["cidr_ipv4", "cidr_ipv6", "prefix_list_id", "referenced_security_group_id"];
const CLOUDFRONT: LoadBalancerSecurityGroupProps = {
  namePrefix: "shop-public-",
  vpcId: "vpc-0a",
  exposure: "cloudfront",
};
const INTERNET: LoadBalancerSecurityGroupProps = { ...CLOUDFRONT, exposure: "internet" };

function loadBalancer(props: LoadBalancerSecurityGroupProps): Synthesized {
  return synthStack((stack) => new LoadBalancerSecurityGroup(stack, "public", props));
}

function access(props: Partial<BackendAccessProps>, id = "public_8000"): Synthesized {
  return synthStack(
    (stack) => new BackendAccess(stack, id, { loadBalancerSecurityGroupId: "sg-0a", port: 8000, ...props }),
  );
}

function rules({ resource }: Synthesized): [string, Record<string, unknown>][] {
  return [INGRESS, EGRESS].flatMap((type) => Object.entries(resource[type] ?? {}));
}

describe("LoadBalancerSecurityGroup", () => {
  it("has a name of its own for each replacement, and a description that never changes", () => {
    for (const props of [CLOUDFRONT, { ...INTERNET, http: true, ipv6: true }]) {
      expect(loadBalancer(props).resource["aws_security_group"]?.["public"]).toEqual({
        name_prefix: "shop-public-",
        vpc_id: "vpc-0a",
        description: "Load balancer: who may reach it, and which backends it may reach",
        lifecycle: { create_before_destroy: true },
      });
    }
  });

  it.each([false, true])("lets CloudFront in by one rule, IPv6 %p", (ipv6) => {
    const { resource, data } = loadBalancer({ ...CLOUDFRONT, ipv6 });
    expect(data).toEqual({ aws_ec2_managed_prefix_list: { public_cloudfront: { name: PREFIX_LIST } } });
    expect(resource[INGRESS]).toEqual({
      public_https: {
        security_group_id: expect.stringContaining("aws_security_group.public.id"),
        description: "HTTPS from CloudFront",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        prefix_list_id: expect.stringContaining("data.aws_ec2_managed_prefix_list.public_cloudfront.id"),
        lifecycle: { create_before_destroy: true },
      },
    });
    expect(resource[EGRESS]).toBeUndefined();
  });

  it.each([
    [{}, { public_https: [443, "0.0.0.0/0"] }],
    [{ http: true }, { public_https: [443, "0.0.0.0/0"], public_http: [80, "0.0.0.0/0"] }],
    [{ ipv6: true }, { public_https: [443, "0.0.0.0/0"], public_https_ipv6: [443, "::/0"] }],
    [
      { http: true, ipv6: true },
      {
        public_https: [443, "0.0.0.0/0"],
        public_https_ipv6: [443, "::/0"],
        public_http: [80, "0.0.0.0/0"],
        public_http_ipv6: [80, "::/0"],
      },
    ],
  ])("lets everyone in with %j", (options, expected) => {
    const built = loadBalancer({ ...INTERNET, ...options });
    const seen = rules(built).map(([name, rule]) => [
      name,
      [rule["to_port"], rule["cidr_ipv4"] ?? rule["cidr_ipv6"]],
    ]);
    expect(Object.fromEntries(seen)).toEqual(expected);
    expect(rules(built).every(([, rule]) => rule["from_port"] === rule["to_port"])).toBe(true);
    expect(built.data).toEqual({});
  });

  it("refuses port 80 where only CloudFront calls", () => {
    expect(() => loadBalancer({ ...CLOUDFRONT, http: true })).toThrow(
      "`http` must be left out unless `exposure` is internet, got: exposure cloudfront",
    );
  });

  it.each(["", "sg-shop-", "shöp-", "x".repeat(230)])("refuses the name prefix %p", (namePrefix) => {
    expect(() => loadBalancer({ ...CLOUDFRONT, namePrefix })).toThrow("`namePrefix` must have 1 to 229");
  });

  it("refuses an id that is no VPC's, and takes one that Terraform fills in", () => {
    expect(() => loadBalancer({ ...CLOUDFRONT, vpcId: "sg-0a" })).toThrow("`vpcId` must be an id like vpc-");
    const { resource } = synthStack((stack) => {
      const vpcId = new TerraformVariable(stack, "vpc", { type: "string" }).stringValue;
      new LoadBalancerSecurityGroup(stack, "public", { ...CLOUDFRONT, vpcId });
    });
    expect(resource["aws_security_group"]?.["public"]?.["vpc_id"]).toContain("var.vpc");
  });
});

describe("BackendSecurityGroup", () => {
  const PROPS = { namePrefix: "shop-api-", vpcId: "vpc-0a", description: "Backend api" };

  it("is a group without rules", () => {
    const built = synthStack((stack) => new BackendSecurityGroup(stack, "api", PROPS));
    expect(built.addresses).toEqual(["aws_security_group.api"]);
    expect(built.resource["aws_security_group"]?.["api"]).toEqual({
      name_prefix: "shop-api-",
      vpc_id: "vpc-0a",
      description: "Backend api",
      lifecycle: { create_before_destroy: true },
    });
  });

  it.each(["", "Rück", "two\nlines", "x".repeat(256)])("refuses the description %p", (description) => {
    expect(() =>
      synthStack((stack) => new BackendSecurityGroup(stack, "api", { ...PROPS, description })),
    ).toThrow("`description` must have 1 to 255");
  });
});

describe("BackendAccess", () => {
  it("makes one pair of rules for each known group, however often it is named", () => {
    const { resource } = access({ groups: ["sg-0b", "sg-0b", "sg-0c"] });
    const each = "$" + '{toset(compact(flatten(["sg-0b", "sg-0b", "sg-0c"])))}';
    const ports = { ip_protocol: "tcp", from_port: 8000, to_port: 8000 };
    expect(resource).toEqual({
      [EGRESS]: {
        public_8000: {
          for_each: each,
          security_group_id: "sg-0a",
          referenced_security_group_id: "$" + "{each.value}",
          description: "Load balancer to backends on port 8000",
          ...ports,
        },
      },
      [INGRESS]: {
        public_8000: {
          for_each: each,
          security_group_id: "$" + "{each.value}",
          referenced_security_group_id: "sg-0a",
          description: "Port 8000 from the load balancer",
          ...ports,
        },
      },
    });
  });

  it("joins ids and lists that Terraform reads", () => {
    const { resource } = synthStack((stack) => {
      const { securityGroupIds } = new TaggedInstances(stack, "api", { tags: { Role: "api" } });
      new BackendAccess(stack, "public_8000", {
        loadBalancerSecurityGroupId: "sg-0a",
        port: 8000,
        groups: ["sg-0b"],
        groupLists: [securityGroupIds],
      });
    });
    expect(resource[INGRESS]?.["public_8000"]?.["for_each"]).toMatch(
      /^\$\{toset\(compact\(flatten\(\["sg-0b", flatten\(.*data\.aws_instance\.api.*\)\]\)\)\)\}$/,
    );
  });

  it("makes a static pair for each group that the same apply creates", () => {
    const { addresses, resource } = access({ ownGroups: { web: "sg-0b", jobs: "sg-0c" } });
    expect(addresses).toEqual([
      `${EGRESS}.public_8000_jobs`,
      `${EGRESS}.public_8000_web`,
      `${INGRESS}.public_8000_jobs`,
      `${INGRESS}.public_8000_web`,
    ]);
    expect(resource[INGRESS]?.["public_8000_web"]).toMatchObject({
      security_group_id: "sg-0b",
      referenced_security_group_id: "sg-0a",
    });
  });

  it("only lets the load balancer out to an address", () => {
    const { addresses, resource } = access({ addresses: ["10.0.1.5"] });
    expect(addresses).toEqual([`${EGRESS}.public_8000_address`]);
    expect(resource[EGRESS]?.["public_8000_address"]).toMatchObject({
      for_each: "$" + '{toset(["10.0.1.5"])}',
      cidr_ipv4: "$" + "{each.value}/32",
    });
  });

  it.each([1, 65535])("takes port %i", (port) => {
    expect(rules(access({ port, groups: ["sg-0b"] }))).toHaveLength(2);
  });

  it.each([0, 65536, 80.5])("refuses port %p", (port) => {
    expect(() => access({ port, groups: ["sg-0b"] })).toThrow(
      `\`port\` must be a whole number from 1 to 65535, got: ${port}`,
    );
  });

  it.each([
    [{}, "one of `groups`, `groupLists`, `ownGroups` and `addresses` must name a backend, got: none"],
    [{ groups: ["i-0b"] }, "`groups` must be an id like sg-0f1e2d3c4b5a69788, got: i-0b"],
    [{ groupLists: [["i-0b"]] }, "`groupLists` must be an id like sg-"],
    [{ ownGroups: { web: "i-0b" } }, "`ownGroups.web` must be an id like sg-"],
    [
      { ownGroups: { "8web": "sg-0b" } },
      '`ownGroups` must have lower-case words but "address" as keys, got: 8web',
    ],
    [{ ownGroups: { address: "sg-0b" } }, '`ownGroups` must have lower-case words but "address" as keys'],
    [{ ownGroups: { web: "sg-0b", jobs: "sg-0b" } }, "`ownGroups` must name each group once, got: web, jobs"],
    [{ addresses: ["10.0.1"] }, "`addresses` must be IPv4 addresses like 10.0.1.5, got: 10.0.1"],
    [{ addresses: ["::1"] }, "`addresses` must be IPv4 addresses"],
    [
      { groups: ["sg-0b"], loadBalancerSecurityGroupId: "x" },
      "`loadBalancerSecurityGroupId` must be an id like sg-",
    ],
  ])("refuses %j", (props, message) => {
    expect(() => access(props)).toThrow(message);
  });

  it("names every problem at once", () => {
    expect(() => access({ port: 0, groups: ["x"], addresses: ["y"] })).toThrow(
      /`port`[\s\S]*`groups`[\s\S]*`addresses`/,
    );
  });
});

describe("everything together, twice in one stack", () => {
  function everything(stack: ModuleStack, name: string, exposure: "cloudfront" | "internet"): void {
    const vpc = new CreatedVpc(stack, `${name}_network`, {
      name,
      cidr: "10.20.0.0/16",
      zones: 3,
      privateSubnets: true,
      nat: true,
      ipv6: true,
    });
    const group = new LoadBalancerSecurityGroup(stack, name, {
      namePrefix: `${name}-`,
      vpcId: vpc.vpcId,
      exposure,
      http: exposure === "internet",
      ipv6: true,
    });
    const props = { namePrefix: `${name}-api-`, vpcId: vpc.vpcId, description: `Backend api of ${name}` };
    const own = new BackendSecurityGroup(stack, `${name}_api`, props);
    const tagged = new TaggedInstances(stack, `${name}_tagged`, { tags: { Role: "api" } });
    new BackendAccess(stack, `${name}_8000`, {
      loadBalancerSecurityGroupId: group.securityGroupId,
      port: 8000,
      groups: ["sg-0b"],
      groupLists: [tagged.securityGroupIds],
      ownGroups: { api: own.securityGroupId },
      addresses: ["10.0.1.5"],
    });
  }
  const built = synthStack((stack) => {
    everything(stack, "closed", "cloudfront");
    everything(stack, "open", "internet");
  });
  const all = rules(built);

  it("has exactly the rules that were asked for", () => {
    expect(all).toHaveLength(5 + 10);
    expect(Object.keys(built.resource["aws_security_group"] ?? {})).toHaveLength(4);
  });

  it("opens nothing to the world but 443 and 80 of the load balancer on the internet", () => {
    const world = all.filter(([, rule]) =>
      /^(0\.0\.0\.0|::)\/0$/.test(`${rule["cidr_ipv4"] ?? rule["cidr_ipv6"]}`),
    );
    expect(world.map(([name, rule]) => [name, rule["from_port"], rule["to_port"]])).toEqual([
      ["open_http", 80, 80],
      ["open_http_ipv6", 80, 80],
      ["open_https", 443, 443],
      ["open_https_ipv6", 443, 443],
    ]);
    expect(
      Object.values(built.resource[EGRESS] ?? {}).filter((rule) => `${rule["cidr_ipv4"]}`.endsWith("/0")),
    ).toEqual([]);
  });

  it("has TCP rules of one port, one peer and a description that AWS takes", () => {
    for (const [, rule] of all) {
      expect(rule["ip_protocol"]).toBe("tcp");
      expect(rule["from_port"]).toBe(rule["to_port"]);
      expect(PEERS.filter((peer) => peer in rule)).toHaveLength(1);
      expect(rule["description"]).toMatch(/^[a-zA-Z0-9 ._\-:/()#,@[\]+=&;{}!$*]{1,255}$/);
    }
  });

  it("has no rule inside a group, and no rule of the old kind", () => {
    for (const group of Object.values(built.resource["aws_security_group"] ?? {})) {
      expect(Object.keys(group)).not.toEqual(expect.arrayContaining(["ingress"]));
      expect(Object.keys(group)).not.toEqual(expect.arrayContaining(["egress"]));
    }
    for (const group of Object.values(built.resource["aws_default_security_group"] ?? {})) {
      expect([group["ingress"], group["egress"]]).toEqual([[], []]);
    }
    expect(built.resource).not.toHaveProperty("aws_security_group_rule");
  });

  it("takes the prefix list once a group", () => {
    expect(all.filter(([, rule]) => "prefix_list_id" in rule)).toHaveLength(1);
  });
});
