import { TerraformOutput, TerraformVariable } from "cdktf";
import { InstanceSecurityGroup } from "../../../modules/network/instance-group";
import { TaggedInstances, type TaggedInstancesProps } from "../../../modules/network/tagged-instances";
import { type Synthesized, synthStack } from "../../../test-support/synth";

const STANDING = ["pending", "running", "stopping", "stopped"];
const ONE_GROUP = {
  condition: "$" + "{(length(self.vpc_security_group_ids) == 1)}",
  error_message: expect.stringContaining("pass its id (`securityGroupId`) instead"),
};

describe("InstanceSecurityGroup", () => {
  const built = synthStack((stack) => {
    const { securityGroupId } = new InstanceSecurityGroup(stack, "api", { instanceId: "i-0a" });
    new TerraformOutput(stack, "group", { value: securityGroupId });
  });

  it("looks the instance up in a list, so that its absence is no error of the provider's", () => {
    expect(built.addresses).toEqual([]);
    expect(built.data["aws_instances"]).toEqual({
      api: {
        filter: [{ name: "instance-id", values: ["i-0a"] }],
        instance_state_names: STANDING,
        lifecycle: {
          postcondition: [
            {
              condition: "$" + "{(length(self.ids) == 1)}",
              error_message: "There is no instance i-0a in this account and region, or it is terminated.",
            },
          ],
        },
      },
    });
  });

  it("reads its only group", () => {
    expect(built.data["aws_instance"]).toEqual({
      api: {
        for_each: "$" + "{toset(data.aws_instances.api.ids)}",
        instance_id: "$" + "{each.value}",
        lifecycle: { postcondition: [ONE_GROUP] },
      },
    });
    expect(built.output["group"]?.["value"]).toMatch(/^\$\{one\(flatten\(.*data\.aws_instance\.api.*\)\)\}$/);
  });

  it("refuses what is no instance id, and takes a token", () => {
    expect(() =>
      synthStack((stack) => new InstanceSecurityGroup(stack, "api", { instanceId: "sg-0a" })),
    ).toThrow("`instanceId` must be an id like i-0f1e2d3c4b5a69788, got: sg-0a");
    const { data } = synthStack((stack) => {
      const instanceId = new TerraformVariable(stack, "instance", { type: "string" }).stringValue;
      new InstanceSecurityGroup(stack, "api", { instanceId });
    });
    expect(data["aws_instances"]?.["api"]?.["filter"]).toEqual([
      { name: "instance-id", values: ["$" + "{var.instance}"] },
    ]);
  });

  it("stands twice in one stack", () => {
    const { data } = synthStack((stack) => {
      new InstanceSecurityGroup(stack, "one", { instanceId: "i-0a" });
      new InstanceSecurityGroup(stack, "other", { instanceId: "i-0a" });
    });
    expect(Object.keys(data["aws_instance"] ?? {})).toEqual(["one", "other"]);
  });
});

describe("TaggedInstances", () => {
  function build(props: TaggedInstancesProps): Synthesized {
    return synthStack((stack) => {
      const { ids, securityGroupIds } = new TaggedInstances(stack, "api", props);
      new TerraformOutput(stack, "ids", { value: ids });
      new TerraformOutput(stack, "groups", { value: securityGroupIds });
    });
  }

  it("finds every instance that is not gone, and refuses to find none", () => {
    const { data, output } = build({ tags: { Role: "api", Environment: "production" } });
    expect(data["aws_instances"]).toEqual({
      api: {
        instance_tags: { Role: "api", Environment: "production" },
        instance_state_names: STANDING,
        lifecycle: {
          postcondition: [
            {
              condition: "$" + "{(length(self.ids) >= 1)}",
              error_message:
                "No instance bears the tags Role=api, Environment=production: applying this would remove the last target.",
            },
          ],
        },
      },
    });
    expect(output["ids"]?.["value"]).toBe("$" + "{data.aws_instances.api.ids}");
  });

  it("reads the only group of each", () => {
    const { data, output } = build({ tags: { Role: "api" } });
    expect(data["aws_instance"]?.["api"]).toMatchObject({ lifecycle: { postcondition: [ONE_GROUP] } });
    expect(output["groups"]?.["value"]).toMatch(
      /^\$\{flatten\(.*data\.aws_instance\.api.*vpc_security_group_ids.*\)\}$/,
    );
  });

  it("reads no group when it is told which", () => {
    const { data, output } = build({ tags: { Role: "api" }, securityGroupId: "sg-0a" });
    expect(Object.keys(data)).toEqual(["aws_instances"]);
    expect(output["groups"]?.["value"]).toEqual(["sg-0a"]);
  });

  it.each([
    [{ tags: {} }, "`tags` must have one tag at least, got: none"],
    [{ tags: { Role: "api" }, securityGroupId: "i-0a" }, "`securityGroupId` must be an id like sg-"],
  ])("refuses %j", (props, message) => {
    expect(() => build(props)).toThrow(message);
  });

  it("stands twice in one stack", () => {
    const { data } = synthStack((stack) => {
      new TaggedInstances(stack, "one", { tags: { Role: "api" } });
      new TaggedInstances(stack, "other", { tags: { Role: "api" } });
    });
    expect(Object.keys(data["aws_instances"] ?? {})).toEqual(["one", "other"]);
  });
});
