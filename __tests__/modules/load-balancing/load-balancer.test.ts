import { Lb } from "@cdktf/provider-aws/lib/lb";
import { TerraformOutput } from "cdktf";
import { LoadBalancer, type LoadBalancerProps } from "../../../modules/load-balancing/load-balancer";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

const minimal: LoadBalancerProps = {
  name: "shop-production",
  subnetIds: ["subnet-0a", "subnet-0b"],
  securityGroupIds: ["sg-01"],
  deletionProtection: true,
};
const build = (change: Partial<LoadBalancerProps>) =>
  synthStack((stack) => {
    new LoadBalancer(stack, "public", { ...minimal, ...change });
  });

describe("LoadBalancer", () => {
  it("minimal: public, hardened, HTTP/2, IPv4, not logged", () => {
    const { resource, addresses, json } = build({});
    expect(addresses).toEqual(["aws_lb.public"]);
    expect(resource["aws_lb"]?.["public"]).toEqual({
      name: "shop-production",
      load_balancer_type: "application",
      internal: false,
      ip_address_type: "ipv4",
      subnets: ["subnet-0a", "subnet-0b"],
      security_groups: ["sg-01"],
      idle_timeout: 60,
      enable_http2: true,
      enable_deletion_protection: true,
      drop_invalid_header_fields: true,
      preserve_host_header: true,
      desync_mitigation_mode: "defensive",
      xff_header_processing_mode: "append",
    });
    expect(json).toHaveResource(Lb);
  });

  it("full", () => {
    const { resource } = build({
      internal: true,
      ipAddressType: "dualstack",
      deletionProtection: false,
      preventDestroy: true,
      idleTimeout: 120,
      accessLogs: { bucket: "logs", prefix: "shop/alb" },
    });
    expect(resource["aws_lb"]?.["public"]).toMatchObject({
      internal: true,
      ip_address_type: "dualstack",
      enable_deletion_protection: false,
      idle_timeout: 120,
      access_logs: { bucket: "logs", prefix: "shop/alb", enabled: true },
      lifecycle: { prevent_destroy: true },
    });
  });

  it("gives what alias records, metrics and listeners need", () => {
    const { output } = synthStack((stack) => {
      const lb = new LoadBalancer(stack, "public", minimal);
      const both = new LoadBalancer(stack, "other", { ...minimal, name: "o", ipAddressType: "dualstack" });
      expect([lb.ipv6, both.ipv6, lb.idleTimeout]).toEqual([false, true, 60]);
      new TerraformOutput(stack, "all", { value: [lb.arn, lb.arnSuffix, lb.dnsName, lb.zoneId] });
    });
    expect(output["all"]?.["value"]).toEqual([
      "${aws_lb.public.arn}",
      "${aws_lb.public.arn_suffix}",
      "${aws_lb.public.dns_name}",
      "${aws_lb.public.zone_id}",
    ]);
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      new LoadBalancer(stack, "public", minimal);
      new LoadBalancer(stack, "private", { ...minimal, name: "shop-private", internal: true });
    });
    expect(addresses).toEqual(["aws_lb.private", "aws_lb.public"]);
  });

  it("takes lists that Terraform fills in, whatever their length", () => {
    const list = (stack: ModuleStack, name: string) =>
      new Lb(stack, name, { name, subnets: ["subnet-0a", "subnet-0b"] }).subnets;
    const { resource } = synthStack((stack) => {
      const ids = list(stack, "other");
      new LoadBalancer(stack, "public", { ...minimal, subnetIds: ids, securityGroupIds: ids });
    });
    expect(resource["aws_lb"]?.["public"]?.["subnets"]).toBe("${tolist(aws_lb.other.subnets)}");
  });

  describe("name", () => {
    it.each(["a", "a".repeat(32), "Shop-1"])("may be %s", (name) => {
      expect(() => build({ name })).not.toThrow();
    });
    it.each(["", "a".repeat(33), "-a", "a-", "a_b", "internal-a"])("may not be %j", (name) => {
      expect(() => build({ name })).toThrow("`name` must have 1 to 32 letters, digits and hyphens");
    });
  });

  it.each([[[]], [["subnet-0a"]], [["subnet-0a", "subnet-0a"]]])("refuses the subnets %j", (subnetIds) => {
    expect(() => build({ subnetIds })).toThrow("`subnetIds` must name at least two subnets, each once");
  });

  it("refuses to stand in the VPC's default group", () => {
    expect(() => build({ securityGroupIds: [] })).toThrow("`securityGroupIds` must name at least one group");
  });

  describe("idleTimeout", () => {
    it.each([1, 4000])("may be %d", (idleTimeout) => {
      expect(() => build({ idleTimeout })).not.toThrow();
    });
    it.each([0, 4001, 1.5])("may not be %d", (idleTimeout) => {
      expect(() => build({ idleTimeout })).toThrow(
        `\`idleTimeout\` must be a whole number from 1 to 4000, got: ${idleTimeout}`,
      );
    });
  });

  it.each(["/a", "a/", "", "AWSLogs", "a/AWSLogs/b"])("refuses the log prefix %j", (prefix) => {
    expect(() => build({ accessLogs: { bucket: "b", prefix } })).toThrow(
      "`accessLogs.prefix` must not contain",
    );
  });

  it("names all problems at once, and the construct", () => {
    expect(() => build({ name: "", subnetIds: [], securityGroupIds: [] })).toThrow(
      /^LoadBalancer `test\/public`:\n {2}`name`.*\n {2}`subnetIds`.*\n {2}`securityGroupIds`.*$/,
    );
  });
});
