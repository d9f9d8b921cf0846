import { Testing } from "cdktf";
import { LayeredEnvironment } from "../../stacks/layered-environment";
import { environment, type Keys, synthEnvironment } from "../../test-support/environments";
import "../../test-support/exposure";
import { groupRules } from "../../test-support/exposure/group-rules";
import { parse, type Synthesized } from "../../test-support/synth";

const TARGETS = { type: "autoScaling", image: "ami-0123456789abcdef0", instanceType: "t3.small" };

function file(targets: Keys = {}, more: Keys = {}): Keys {
  return { backends: { api: { targets: { ...TARGETS, ...targets } } }, ...more };
}

function built(targets: Keys = {}, more: Keys = {}): Synthesized {
  return synthEnvironment(environment(file(targets, more)));
}

const group = ({ resource }: Synthesized) => resource["aws_autoscaling_group"]?.["api_instances"];
const template = ({ resource }: Synthesized) => resource["aws_launch_template"]?.["api_instances_template"];

const FORWARD: Keys = { loadBalancer: { exposure: "internet", http: "forward" } };
const OWN_VPC: Keys = { network: { type: "create", cidr: "10.0.0.0/16", nat: true } };

describe("instances of an Auto Scaling group", () => {
  it("have these addresses", () => {
    const { addresses, data } = built({ scaling: { cpu: 50, requestsPerTarget: 100 }, max: 4 });
    expect(addresses.filter((each) => /autoscaling|launch_template|iam|backend_api/.test(each))).toEqual([
      "aws_autoscaling_group.api_instances",
      "aws_autoscaling_policy.api_instances_scaling_cpu",
      "aws_autoscaling_policy.api_instances_scaling_requests",
      "aws_iam_instance_profile.api_instances_role",
      "aws_iam_role.api_instances_role",
      "aws_iam_role_policy_attachment.api_instances_role_session_manager",
      "aws_launch_template.api_instances_template",
      "aws_security_group.backend_api",
      "aws_vpc_security_group_egress_rule.backend_api_out_443",
      "aws_vpc_security_group_egress_rule.backend_api_out_80",
      "aws_vpc_security_group_egress_rule.public_8000_backend_api",
      "aws_vpc_security_group_ingress_rule.public_8000_backend_api",
    ]);
    expect(Object.keys(data["aws_ami"] ?? {})).toEqual(["api_instances_image"]);
  });

  it.each([
    ["https alone", {}, {}, ["api_public"]],
    ["plain HTTP too", FORWARD, { httpPort: 8080 }, ["api_public", "api_public_http"]],
  ])("are registered in one way only: %s", (_, more, backend, groups) => {
    const stack = synthEnvironment(
      environment({ backends: { api: { targets: TARGETS, ...backend } }, ...more }),
    );
    expect(group(stack)?.["target_group_arns"]).toEqual(
      groups.map((name) => `\${aws_lb_target_group.${name}.arn}`),
    );
    expect(group(stack)).not.toHaveProperty("traffic_source");
    expect(group(stack)).not.toHaveProperty("load_balancers");
    for (const type of [
      "aws_autoscaling_attachment",
      "aws_autoscaling_traffic_source_attachment",
      "aws_lb_target_group_attachment",
    ]) {
      expect(stack).toHaveNoResource(type);
    }
  });

  it("are there before a request is forwarded to them, and requests are before they are counted", () => {
    const stack = built({ max: 2, scaling: { requestsPerTarget: 100 } });
    const rules = Object.entries(stack.resource["aws_lb_listener_rule"] ?? {});
    expect(rules.length).toBeGreaterThan(0);
    for (const [, rule] of rules) {
      expect(rule["depends_on"]).toEqual(["aws_autoscaling_group.api_instances"]);
    }
    const policy = stack.resource["aws_autoscaling_policy"]?.["api_instances_scaling_requests"];
    expect(policy?.["depends_on"]).toEqual(rules.map(([name]) => `aws_lb_listener_rule.${name}`));
    expect(policy?.["target_tracking_configuration"]).toMatchObject({
      predefined_metric_specification: {
        resource_label: "${aws_lb.public.arn_suffix}/${aws_lb_target_group.api_public.arn_suffix}",
      },
    });
  });

  it("are let in by the load balancer alone, and call out on what they are told to", () => {
    const rules = groupRules(built({ outboundPorts: [443] })).filter(
      (rule) => rule.group === "aws_security_group.backend_api",
    );
    expect(rules.map(({ direction, ports, peer }) => `${direction} ${ports} ${peer}`).sort()).toEqual([
      "egress tcp/443 0.0.0.0/0",
      "ingress tcp/8000 aws_security_group.public_load_balancer",
    ]);
  });

  it("start once they may call out and Session Manager may reach them", () => {
    expect(group(built({}, OWN_VPC))?.["depends_on"]).toEqual([
      "aws_iam_role_policy_attachment.api_instances_role_session_manager",
      "aws_vpc_security_group_egress_rule.backend_api_out_80",
      "aws_vpc_security_group_egress_rule.backend_api_out_443",
      "aws_route.network_public_ipv4",
      "aws_route.network_private_ipv4",
    ]);
  });

  it("have public addresses exactly where nothing else leads out", () => {
    const existing = { type: "existing", vpcId: "vpc-0123456789abcdef0" };
    const ids = (letter: string) => ["1", "2"].map((each) => `subnet-0123456789abcde${letter}${each}`);
    const both = { ...existing, publicSubnetIds: ids("a"), privateSubnetIds: ids("b") };
    const outputs = { privateSubnetIds: "private_subnets" };
    const state = { type: "local", path: "../network/terraform.tfstate" };
    const cases: [Keys, "true" | "false", unknown][] = [
      [{}, "true", "${data.aws_subnets.network.ids}"],
      [{ network: { ...existing, publicSubnetIds: ids("a") } }, "true", ids("a")],
      [{ network: both }, "false", ids("b")],
      [{ network: { type: "create", cidr: "10.0.0.0/16" } }, "true", expect.anything()],
      [OWN_VPC, "false", expect.arrayContaining(["${aws_subnet.network_private_a.id}"])],
      [{ network: { type: "remoteState", state } }, "true", expect.anything()],
      [{ network: { type: "remoteState", state, outputs } }, "false", expect.anything()],
    ];
    for (const [more, address, subnets] of cases) {
      const stack = built({}, more);
      expect(template(stack)?.["network_interfaces"]).toMatchObject([
        { associate_public_ip_address: address },
      ]);
      expect(group(stack)?.["vpc_zone_identifier"]).toEqual(subnets);
    }
    expect(template(built({ subnets: "public" }, { network: both }))?.["network_interfaces"]).toMatchObject([
      { associate_public_ip_address: "true" },
    ]);
  });

  it("bear the tags of everything", () => {
    const tags = {
      Project: "shop",
      Environment: "production",
      ManagedBy: "gatehouse",
      team: "web",
      Name: "shop-production-api",
    };
    const stack = built({}, { tags: { team: "web" } });
    expect(template(stack)?.["tag_specifications"]).toEqual(
      ["instance", "volume", "network-interface"].map((resource_type) => ({ resource_type, tags })),
    );
    expect(group(stack)?.["tag"]).toEqual(
      Object.entries(tags).map(([key, value]) => ({ key, value, propagate_at_launch: false })),
    );
  });

  it("are protected as the rest is", () => {
    expect(group(built())?.["lifecycle"]).toMatchObject({ prevent_destroy: true });
    expect(group(built({}, { protect: false }))?.["lifecycle"]).not.toHaveProperty("prevent_destroy");
  });

  it("have names that fit, however long the environment's are", () => {
    const { resource } = built({}, { project: "a".repeat(20), environment: "b".repeat(20) });
    const prefix = String(resource["aws_iam_role"]?.["api_instances_role"]?.["name_prefix"]);
    expect(prefix.length).toBeLessThanOrEqual(38);
    expect(prefix).toMatch(/-$/);
  });

  it("are told of in the outputs, and not as something that others register", () => {
    const { output } = built();
    expect(output["auto_scaling_groups"]?.["value"]).toEqual({
      api: "${aws_autoscaling_group.api_instances.name}",
    });
    expect(output["instance_role_names"]?.["value"]).toEqual({
      api: "${aws_iam_role.api_instances_role.name}",
    });
    expect(output["instance_security_group_ids"]?.["value"]).toEqual({
      api: "${aws_security_group.backend_api.id}",
    });
    expect(output).not.toHaveProperty("backend_security_group_ids");
  });

  it("keep what holds for every stack", () => {
    const stack = built({ max: 3, scaling: { cpu: 50 } });
    expect(stack).toDescribeEverything();
    expect(stack).toForwardNothingByDefault();
    expect(stack).toAdmitOnly([
      "aws_security_group.public_load_balancer tcp/443 com.amazonaws.global.cloudfront.origin-facing",
    ]);
  });

  it("are the same in the backend's layer", () => {
    const app = Testing.app();
    const of = environment(
      file({ max: 3, scaling: { requestsPerTarget: 10 } }, { ...OWN_VPC, layout: "layered" }),
    );
    const { layers } = new LayeredEnvironment(app, of);
    if (layers.backend === undefined) throw new Error("there is no backend layer");
    const stack = parse(Testing.synth(layers.backend, true));
    const single = built({ max: 3, scaling: { requestsPerTarget: 10 } }, OWN_VPC);
    const own = ({ addresses }: Synthesized) =>
      addresses.filter((each) => /autoscaling|launch_template|iam|backend_api/.test(each));
    expect(own(stack)).toEqual(own(single));
    // the routes stand before this layer is applied
    expect(group(stack)?.["depends_on"]).toEqual([
      "aws_iam_role_policy_attachment.api_instances_role_session_manager",
      "aws_vpc_security_group_egress_rule.backend_api_out_80",
      "aws_vpc_security_group_egress_rule.backend_api_out_443",
    ]);
    expect(Object.keys(stack.output)).toEqual(expect.arrayContaining(["auto_scaling_groups"]));
  });

  it("stand beside other backends, whatever their names", () => {
    const image = { ...TARGETS };
    const { addresses } = synthEnvironment(
      environment({
        backends: {
          api: { paths: ["/api/*"], targets: image },
          instances: { paths: ["/instances/*"], targets: image },
          web: { paths: ["/*"], targets: { type: "external" } },
        },
      }),
    );
    expect(addresses.filter((each) => each.startsWith("aws_autoscaling_group."))).toEqual([
      "aws_autoscaling_group.api_instances",
      "aws_autoscaling_group.instances_instances",
    ]);
  });
});
