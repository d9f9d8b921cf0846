import { found, made, type Resources } from "../../../test-support/guards";

const tags = { Project: "shop", Team: "web" };
const AWS = { region: "eu-west-1", default_tags: [{ tags }] };

function faults(resources: Resources, aws: unknown = [AWS]): string[] {
  const takesTags = (path: string | undefined) => (path === undefined ? undefined : path !== "shop/plain");
  return found("missing-tags", resources, { tags, takesTags, document: { provider: { aws } } });
}

const queue = (body: Readonly<Record<string, unknown>> = {}) => ({
  aws_sqs_queue: { x: made("shop/x", body) },
});

describe("a resource", () => {
  it("is covered by the default tags of its provider", () => {
    expect(faults(queue())).toEqual([]);
    expect(faults(queue(), AWS)).toEqual([]);
  });

  it.each<[string, unknown, string]>([
    ["no default tags", [{ region: "eu-west-1" }], "Project, Team"],
    ["some of them", [{ default_tags: [{ tags: { Team: "web" } }] }], "Project"],
    ["other values", [{ default_tags: [{ tags: { ...tags, Project: "blog" } }] }], "Project"],
    ["tags that nobody knows", [{ default_tags: [{ tags: "${var.tags}" }] }], "Project, Team"],
    ["only those of another alias", [{ ...AWS, alias: "us_east_1" }], "Project, Team"],
  ])("misses them with %s", (_, provider, names) => {
    expect(faults(queue(), provider)).toEqual([expect.stringMatching(`without ${names}$`)]);
  });

  it("of another provider has to be covered by that one", () => {
    const providers = [AWS, { alias: "us_east_1", region: "us-east-1" }];
    expect(faults(queue({ provider: "aws.us_east_1" }), providers)).toEqual([
      "aws_sqs_queue.x: provider aws.us_east_1, whose default_tags are without Project, Team",
    ]);
    expect(faults(queue({ provider: "aws.us_east_1" }), [AWS, { ...AWS, alias: "us_east_1" }])).toEqual([]);
    expect(faults(queue({ provider: "aws.gone" }), providers)).toHaveLength(1);
  });

  it("may have its own", () => {
    expect(faults(queue({ tags }), [{}])).toEqual([]);
    expect(faults(queue({ tags: { Team: "web" } }), [{}])).toHaveLength(1);
    expect(
      faults(queue({ tags: { Team: "web" } }), [{ default_tags: { tags: { Project: "shop" } } }]),
    ).toEqual([]);
  });

  it("that takes no tags misses none; one that only an override made is asked for them", () => {
    expect(faults({ aws_route53_record: { x: made("shop/plain", {}) } }, [{}])).toEqual([]);
    expect(faults({ aws_sqs_queue: { x: {} } }, [{}])).toHaveLength(1);
    expect(faults({ random_id: { x: {} } }, [{}])).toEqual([]);
  });
});

describe("a launch template", () => {
  const specified = (...kinds: string[]) => ({
    aws_launch_template: {
      x: { tag_specifications: kinds.map((resource_type) => ({ resource_type, tags })) },
    },
  });

  it("has to tag instances and volumes, which default tags do not reach", () => {
    expect(faults(specified("instance", "volume"))).toEqual([]);
    expect(faults(specified("instance"))).toEqual([
      "aws_launch_template.x: volumes that start without Project, Team",
    ]);
    expect(faults(specified())).toHaveLength(2);
  });
});

it("an Auto Scaling group has a tag block for each", () => {
  const group = (names: readonly ("Project" | "Team")[]) => ({
    aws_autoscaling_group: {
      x: { tag: names.map((key) => ({ key, value: tags[key], propagate_at_launch: false })) },
    },
  });
  expect(faults(group(["Project", "Team"]))).toEqual([]);
  expect(faults(group(["Team"]))).toEqual(["aws_autoscaling_group.x: a group without Project"]);
});

it("nothing is asked for where no tag is named", () => {
  expect(found("missing-tags", { aws_sqs_queue: { x: {} } })).toEqual([]);
});
