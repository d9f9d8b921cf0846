import { groupFound, launchTemplateFound } from "../../cli/recover/instances";
import { OWN, planned } from "./recover-support";

const NAME = "shop-production-api-20250101000000000000000001";
const tags = (map: Readonly<Record<string, string>>) =>
  Object.entries(map).map(([Key, Value]) => ({ Key, Value }));

describe("launch templates", () => {
  const one = planned("aws_launch_template", { name_prefix: "shop-production-api-" });

  it("are found by the name that Terraform completed, and our tags", () => {
    const found = launchTemplateFound(one, {
      LaunchTemplateId: "lt-1",
      LaunchTemplateName: NAME,
      Tags: tags(OWN),
    });
    expect(found).toEqual([
      {
        id: "lt-1",
        evidence: `name ${NAME}; tags Project=shop Environment=example ManagedBy=gatehouse`,
      },
    ]);
  });

  it.each([
    ["of another name", { LaunchTemplateName: "shop-production-api-mine", Tags: tags(OWN) }],
    ["of somebody else", { LaunchTemplateName: NAME, Tags: tags({ ...OWN, Environment: "other" }) }],
  ])("are left alone: %s", (_, template) => {
    expect(launchTemplateFound(one, { LaunchTemplateId: "lt-1", ...template })).toEqual([]);
  });
});

describe("Auto Scaling groups", () => {
  const tag = Object.entries(OWN).map(([key, value]) => ({ key, value, propagate_at_launch: false }));
  const one = planned("aws_autoscaling_group", {
    name_prefix: "shop-production-api-",
    tag,
    tags_all: undefined,
  });

  it("are found by an instance that bears their name and our tags", () => {
    const Tags = tags({ ...OWN, "aws:autoscaling:groupName": NAME });
    expect(groupFound(one, { Tags })).toEqual([
      {
        id: NAME,
        evidence: `instances of ${NAME}; tags Project=shop Environment=example ManagedBy=gatehouse`,
      },
    ]);
  });

  it("are in doubt where the instances have none of our tags", () => {
    expect(groupFound(one, { Tags: tags({ "aws:autoscaling:groupName": NAME }) })).toEqual([{ id: NAME }]);
  });

  it.each([
    ["of no group", OWN],
    ["of another group", { ...OWN, "aws:autoscaling:groupName": "shop-production-api-blue" }],
    ["of somebody else's", { ...OWN, Project: "other", "aws:autoscaling:groupName": NAME }],
  ])("are not found by instances %s", (_, map) => {
    expect(groupFound(one, { Tags: tags(map) })).toEqual([]);
  });
});
