import { AutoScalingGroup, type AutoScalingGroupProps } from "../../../modules/compute/auto-scaling-group";
import { InstanceRole } from "../../../modules/compute/instance-role";
import { TargetTracking } from "../../../modules/compute/target-tracking";
import { synthStack } from "../../../test-support/synth";

const PROPS: AutoScalingGroupProps = {
  namePrefix: "shop-api-",
  launchTemplate: { id: "lt-0a", version: "3" },
  subnetIds: ["subnet-0a", "subnet-0b"],
  targetGroupArns: ["arn:one", "arn:two"],
  min: 1,
  max: 4,
  tags: { Name: "shop-api" },
};

function group(props: Partial<AutoScalingGroupProps> = {}) {
  const { resource } = synthStack((stack) => new AutoScalingGroup(stack, "api", { ...PROPS, ...props }));
  return resource["aws_autoscaling_group"]?.["api"];
}

describe("AutoScalingGroup", () => {
  it("is judged by the load balancer, and replaces its instances before they go", () => {
    expect(group()).toEqual({
      name_prefix: "shop-api-",
      launch_template: { id: "lt-0a", version: "3" },
      vpc_zone_identifier: ["subnet-0a", "subnet-0b"],
      target_group_arns: ["arn:one", "arn:two"],
      min_size: 1,
      max_size: 4,
      health_check_type: "ELB",
      health_check_grace_period: 300,
      instance_refresh: {
        strategy: "Rolling",
        preferences: {
          min_healthy_percentage: 100,
          max_healthy_percentage: 110,
          instance_warmup: "300",
          skip_matching: true,
          auto_rollback: false,
        },
      },
      wait_for_capacity_timeout: "5m",
      tag: [{ key: "Name", value: "shop-api", propagate_at_launch: false }],
      timeouts: { delete: "15m" },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("leaves the number of instances alone once it has begun with one", () => {
    expect(group({ desired: 2 })).toMatchObject({
      desired_capacity: 2,
      lifecycle: { create_before_destroy: true, ignore_changes: ["desired_capacity"] },
    });
  });

  it("takes everything else that it is told", () => {
    const body = group({
      gracePeriod: 60,
      refresh: { minHealthy: 50, maxHealthy: 100 },
      drainSeconds: 3600,
      preventDestroy: true,
    });
    expect(body).toMatchObject({
      health_check_grace_period: 60,
      instance_refresh: { preferences: { min_healthy_percentage: 50, max_healthy_percentage: 100 } },
      timeouts: { delete: "70m" },
      lifecycle: { prevent_destroy: true },
    });
  });

  it.each<[Partial<AutoScalingGroupProps>, RegExp]>([
    [{ min: 5 }, /`max` must be a whole number from 5 to 1000, got: 4/],
    [{ desired: 5 }, /`desired` must be a whole number from 1 to 4, got: 5/],
    [{ desired: 0 }, /`desired` must be a whole number from 1 to 4, got: 0/],
    [{ gracePeriod: 7201 }, /`gracePeriod` must be a whole number from 0 to 7200/],
    [{ drainSeconds: 3601 }, /`drainSeconds` must be a whole number from 0 to 3600/],
    [{ subnetIds: [] }, /`subnetIds` must name at least one subnet/],
    [{ targetGroupArns: [] }, /`targetGroupArns` must name at least one group/],
    [{ namePrefix: "a".repeat(230) }, /`namePrefix` must have 1 to 229/],
    [{ refresh: { minHealthy: 100, maxHealthy: 100 } }, /`refresh` must leave room/],
    [
      { refresh: { minHealthy: 20, maxHealthy: 121 } },
      /`refresh.maxHealthy` must be a whole number from 100 to 120/,
    ],
  ])("refuses %j", (props, message) => {
    expect(() => group(props)).toThrow(message);
  });

  it("stands beside another", () => {
    const { addresses } = synthStack((stack) => {
      new AutoScalingGroup(stack, "api", PROPS);
      new AutoScalingGroup(stack, "jobs", PROPS);
    });
    expect(addresses).toEqual(["aws_autoscaling_group.api", "aws_autoscaling_group.jobs"]);
  });
});

describe("InstanceRole", () => {
  const PROPS = { namePrefix: "shop-api-", description: "Instances of api" };

  it("lets Session Manager in, and nothing else", () => {
    const { resource } = synthStack((stack) => new InstanceRole(stack, "api", PROPS));
    expect(JSON.parse(String(resource["aws_iam_role"]?.["api"]?.["assume_role_policy"]))).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
    expect(resource["aws_iam_role_policy_attachment"]).toEqual({
      api_session_manager: {
        role: "${aws_iam_role.api.name}",
        policy_arn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
      },
    });
    expect(resource["aws_iam_instance_profile"]?.["api"]).toEqual({
      name_prefix: "shop-api-",
      role: "${aws_iam_role.api.name}",
      lifecycle: { create_before_destroy: true },
    });
  });

  it("takes more policies, addressed by their names", () => {
    const policyArns = [
      "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
      "arn:aws:iam::123456789012:policy/team/shop.media",
    ];
    const { addresses } = synthStack((stack) => new InstanceRole(stack, "api", { ...PROPS, policyArns }));
    expect(addresses.filter((address) => address.includes("attachment"))).toEqual([
      "aws_iam_role_policy_attachment.api_AmazonS3ReadOnlyAccess",
      "aws_iam_role_policy_attachment.api_session_manager",
      "aws_iam_role_policy_attachment.api_shop_media",
    ]);
  });

  it.each([
    [{ namePrefix: "a".repeat(39) }, /`namePrefix` must have 1 to 38/],
    [{ policyArns: ["ReadOnlyAccess"] }, /`policyArns` must be ARNs of policies/],
    [
      { policyArns: ["arn:aws:iam::aws:policy/a/One", "arn:aws:iam::aws:policy/b/One"] },
      /must have policies of different names, got twice: One/,
    ],
  ])("refuses %j", (props, message) => {
    expect(() => synthStack((stack) => new InstanceRole(stack, "api", { ...PROPS, ...props }))).toThrow(
      message,
    );
  });

  it("stands beside another", () => {
    const { resource } = synthStack((stack) => {
      new InstanceRole(stack, "api", PROPS);
      new InstanceRole(stack, "jobs", PROPS);
    });
    expect(Object.keys(resource["aws_iam_role"] ?? {})).toEqual(["api", "jobs"]);
  });
});

describe("TargetTracking", () => {
  const requests = {
    perTarget: 1000,
    loadBalancerArnSuffix: "app/shop/1",
    targetGroupArnSuffix: "targetgroup/api/2",
    dependsOn: [],
  };

  it("follows both figures, by the names that metrics have", () => {
    const { resource } = synthStack(
      (stack) =>
        new TargetTracking(stack, "api", { autoScalingGroupName: "shop", cpu: 50, requests, warmup: 60 }),
    );
    const common = {
      autoscaling_group_name: "shop",
      policy_type: "TargetTrackingScaling",
      estimated_instance_warmup: 60,
    };
    expect(resource["aws_autoscaling_policy"]).toEqual({
      api_cpu: {
        ...common,
        name: "cpu",
        target_tracking_configuration: {
          target_value: 50,
          predefined_metric_specification: { predefined_metric_type: "ASGAverageCPUUtilization" },
        },
      },
      api_requests: {
        ...common,
        name: "requests",
        depends_on: [],
        target_tracking_configuration: {
          target_value: 1000,
          predefined_metric_specification: {
            predefined_metric_type: "ALBRequestCountPerTarget",
            resource_label: "app/shop/1/targetgroup/api/2",
          },
        },
      },
    });
  });

  it.each([
    [{}, /one of `cpu` and `requests` must be followed/],
    [{ cpu: 0 }, /`cpu` must be a whole number from 1 to 100/],
    [{ requests: { ...requests, perTarget: 0 } }, /`requests.perTarget` must be a whole number/],
    [{ cpu: 50, warmup: -1 }, /`warmup` must be a whole number from 0 to 7200/],
  ])("refuses %j", (props, message) => {
    expect(() =>
      synthStack((stack) => new TargetTracking(stack, "api", { autoScalingGroupName: "shop", ...props })),
    ).toThrow(message);
  });

  it("stands beside another", () => {
    const { addresses } = synthStack((stack) => {
      new TargetTracking(stack, "api", { autoScalingGroupName: "one", cpu: 50 });
      new TargetTracking(stack, "jobs", { autoScalingGroupName: "two", cpu: 50 });
    });
    expect(addresses).toEqual(["aws_autoscaling_policy.api_cpu", "aws_autoscaling_policy.jobs_cpu"]);
  });
});
