import { DataAwsInstances } from "@cdktf/provider-aws/lib/data-aws-instances";
import { TerraformOutput } from "cdktf";
import type { HealthCheck } from "../../../modules/load-balancing/health-check";
import { InstanceTargets } from "../../../modules/load-balancing/instance-targets";
import { TargetGroup, type TargetGroupProps } from "../../../modules/load-balancing/target-group";
import { synthStack } from "../../../test-support/synth";

const minimal: TargetGroupProps = {
  namePrefix: "api-",
  vpcId: "vpc-01",
  port: 8000,
  protocol: "http",
  targetType: "instance",
  healthCheck: { path: "/healthz" },
};
const build = (change: Partial<TargetGroupProps> = {}) =>
  synthStack((stack) => {
    new TargetGroup(stack, "api_public", { ...minimal, ...change });
  });
const check = (change: Partial<HealthCheck>) => build({ healthCheck: { path: "/healthz", ...change } });

describe("TargetGroup", () => {
  it("minimal: replaced only after its successor stands", () => {
    const { resource, addresses } = build();
    expect(addresses).toEqual(["aws_lb_target_group.api_public"]);
    expect(resource["aws_lb_target_group"]?.["api_public"]).toEqual({
      name_prefix: "api-",
      vpc_id: "vpc-01",
      port: 8000,
      protocol: "HTTP",
      target_type: "instance",
      deregistration_delay: "90",
      health_check: {
        enabled: true,
        path: "/healthz",
        port: "traffic-port",
        protocol: "HTTP",
        matcher: "200",
        interval: 15,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("full: a check of its own, sticky, HTTPS to addresses", () => {
    const healthCheck: HealthCheck = {
      path: "/api/v1/test/",
      port: 8000,
      protocol: "http",
      matcher: "200,204",
      interval: 30,
      timeout: 10,
      healthyThreshold: 5,
      unhealthyThreshold: 4,
    };
    const { resource } = build({
      protocol: "https",
      port: 443,
      targetType: "ip",
      deregistrationDelay: 300,
      stickiness: 3600,
      healthCheck,
    });
    expect(resource["aws_lb_target_group"]?.["api_public"]).toMatchObject({
      protocol: "HTTPS",
      port: 443,
      target_type: "ip",
      deregistration_delay: "300",
      stickiness: { type: "lb_cookie", enabled: true, cookie_duration: 3600 },
      health_check: {
        path: "/api/v1/test/",
        port: "8000",
        protocol: "HTTP",
        matcher: "200,204",
        interval: 30,
        timeout: 10,
        healthy_threshold: 5,
        unhealthy_threshold: 4,
      },
    });
  });

  it("checks in the protocol of the traffic unless told otherwise", () => {
    const { resource } = build({ protocol: "https" });
    expect(resource["aws_lb_target_group"]?.["api_public"]).toMatchObject({
      health_check: { protocol: "HTTPS" },
    });
  });

  it("two stand in one stack, one health check serves both, and they give what others need", () => {
    const healthCheck: HealthCheck = { path: "/healthz", port: 8000 };
    const { resource, output } = synthStack((stack) => {
      const groups = [
        new TargetGroup(stack, "api_public", { ...minimal, healthCheck }),
        new TargetGroup(stack, "api_public_http", { ...minimal, port: 80, healthCheck }),
      ];
      expect(groups.map(({ port }) => port)).toEqual([8000, 80]);
      new TerraformOutput(stack, "all", {
        value: groups.map((group) => [group.arn, group.arnSuffix, group.name]),
      });
    });
    const groups = Object.values(resource["aws_lb_target_group"] ?? {});
    expect(groups.map((group) => group["port"])).toEqual([8000, 80]);
    expect(groups.map((group) => group["health_check"])).toEqual([
      expect.objectContaining({ port: "8000" }),
      expect.objectContaining({ port: "8000" }),
    ]);
    expect(output["all"]?.["value"]).toEqual(
      ["api_public", "api_public_http"].map((name) =>
        ["arn", "arn_suffix", "name"].map((attribute) => `\${aws_lb_target_group.${name}.${attribute}}`),
      ),
    );
  });

  it("refuses a plan whose query finds no target", () => {
    const { resource } = synthStack((stack) => {
      const found = new DataAwsInstances(stack, "api", { instanceTags: { role: "api" } });
      new TargetGroup(stack, "api_public", { ...minimal, requiredTargets: found.ids });
    });
    expect(resource["aws_lb_target_group"]?.["api_public"]?.["lifecycle"]).toEqual({
      create_before_destroy: true,
      precondition: [
        {
          condition: "${(length(data.aws_instances.api.ids) >= 1)}",
          error_message: expect.stringContaining("No target is left for api_public"),
        },
      ],
    });
  });

  it("lends its name to what registers its targets", () => {
    const { addresses } = synthStack((stack) => {
      const group = new TargetGroup(stack, "api_public", minimal);
      new InstanceTargets(group.registrations, "Resource", {
        targetGroupArn: group.arn,
        instanceIds: ["i-0123456789abcdef0"],
      });
    });
    expect(addresses).toEqual([
      "aws_lb_target_group.api_public",
      "aws_lb_target_group_attachment.api_public_i-0123456789abcdef0",
    ]);
  });

  it.each([
    { namePrefix: "a" },
    { namePrefix: "abc-12" },
    { port: 1 },
    { port: 65_535 },
    { deregistrationDelay: 0 },
    { deregistrationDelay: 3600 },
    { stickiness: 1 },
    { stickiness: 604_800 },
  ])("takes %j", (change) => {
    expect(() => build(change)).not.toThrow();
  });

  it.each([
    [{ namePrefix: "" }, "`namePrefix` must have 1 to 6"],
    [{ namePrefix: "abcdefg" }, "`namePrefix` must have 1 to 6"],
    [{ namePrefix: "-a" }, "`namePrefix` must"],
    [{ namePrefix: "a_b" }, "`namePrefix` must"],
    [{ port: 0 }, "`port` must be a whole number from 1 to 65535, got: 0"],
    [{ port: 65_536 }, "`port` must"],
    [{ deregistrationDelay: -1 }, "`deregistrationDelay` must be a whole number from 0 to 3600, got: -1"],
    [{ deregistrationDelay: 3601 }, "`deregistrationDelay` must"],
    [{ stickiness: 0 }, "`stickiness` must be a whole number from 1 to 604800, got: 0"],
    [{ stickiness: 604_801 }, "`stickiness` must"],
  ])("refuses %j", (change, message) => {
    expect(() => build(change)).toThrow(message);
  });

  describe("healthCheck", () => {
    it.each([
      { matcher: "200-299" },
      { matcher: "200,404" },
      { matcher: "200,400-499" },
      { interval: 5, timeout: 4 },
      { interval: 300, timeout: 120 },
      { interval: 5, timeout: 2 },
      { healthyThreshold: 2, unhealthyThreshold: 10 },
      { path: `/${"a".repeat(1023)}` },
      { path: "/health?full=1" },
    ])("takes %j", (change) => {
      expect(() => check(change)).not.toThrow();
    });

    it.each([
      [{ matcher: "301" }, "`healthCheck.matcher` must be codes or ranges of 2xx or 4xx"],
      [{ matcher: "200,302" }, 'since a redirect proves no health, got: "200,302"'],
      [{ matcher: "200-399" }, "`healthCheck.matcher` must"],
      [{ matcher: "200-499" }, "`healthCheck.matcher` must"],
      [{ matcher: "299-200" }, "`healthCheck.matcher` must"],
      [{ matcher: "500" }, "`healthCheck.matcher` must"],
      [{ matcher: "" }, "`healthCheck.matcher` must"],
      [{ matcher: "200, 204" }, "`healthCheck.matcher` must"],
      [{ interval: 4, timeout: 2 }, "`healthCheck.interval` must be a whole number from 5 to 300, got: 4"],
      [{ interval: 301 }, "`healthCheck.interval` must"],
      [{ timeout: 1 }, "`healthCheck.timeout` must be a whole number from 2 to 120, got: 1"],
      [{ interval: 300, timeout: 121 }, "`healthCheck.timeout` must"],
      [
        { interval: 10, timeout: 10 },
        "`healthCheck.timeout` must be less than `healthCheck.interval` (10), got: 10",
      ],
      [{ healthyThreshold: 1 }, "`healthCheck.healthyThreshold` must be a whole number from 2 to 10, got: 1"],
      [{ unhealthyThreshold: 11 }, "`healthCheck.unhealthyThreshold` must"],
      [{ port: 0 }, "`healthCheck.port` must"],
      [{ path: "healthz" }, "`healthCheck.path` must begin with /"],
      [{ path: "/a b" }, "`healthCheck.path` must"],
      [{ path: `/${"a".repeat(1024)}` }, "`healthCheck.path` must"],
    ])("refuses %j", (change, message) => {
      expect(() => check(change)).toThrow(message);
    });
  });

  it("names all problems at once", () => {
    expect(() => build({ namePrefix: "", port: 0, healthCheck: { path: "", matcher: "302" } })).toThrow(
      /^TargetGroup `test\/api_public`:(\n {2}`[^\n]*){4}$/,
    );
  });
});
