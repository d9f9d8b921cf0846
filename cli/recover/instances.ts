import {
  type Instance,
  type LaunchTemplate,
  paginateDescribeInstances,
  paginateDescribeLaunchTemplates,
} from "@aws-sdk/client-ec2";
import { pages } from "./aws";
import type { Finder, Found } from "./family";
import { Known } from "./known";
import { hasGeneratedName, orphan, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** By what `name_prefix` makes of it. */
export const findLaunchTemplate: Finder = async (planned, aws) => {
  const prefix = planned.known.text("name_prefix");
  if (prefix === undefined) {
    return [];
  }
  const Filters = [{ Name: "launch-template-name", Values: [`${prefix}*`] }];
  const templates = await pages(
    paginateDescribeLaunchTemplates({ client: aws.ec2(planned) }, { Filters }),
    (page) => page.LaunchTemplates,
  );
  return templates.flatMap((template) => launchTemplateFound(planned, template));
};

export function launchTemplateFound(
  planned: Planned,
  { LaunchTemplateId = "", LaunchTemplateName = "", Tags }: LaunchTemplate,
): Found[] {
  return isNamed(planned, LaunchTemplateName)
    ? orphan(planned, LaunchTemplateId, `name ${LaunchTemplateName}`, tagsOf(Tags))
    : [];
}

/** The tag that AWS gives to each instance of a group. */
const GROUP_NAME = "aws:autoscaling:groupName";

/**
 * By its instances, which are what costs, and which would be registered beside those of a second group: each bears the
 * name of its group, and our tags.
 */
export const findAutoScalingGroup: Finder = async (planned, aws) => {
  const prefix = planned.known.text("name_prefix");
  if (prefix === undefined) {
    return [];
  }
  const Filters = [
    { Name: `tag:${GROUP_NAME}`, Values: [`${prefix}*`] },
    { Name: "instance-state-name", Values: ["pending", "running"] },
  ];
  const instances = await pages(
    paginateDescribeInstances({ client: aws.ec2(planned) }, { Filters }),
    (page) => page.Reservations?.flatMap(({ Instances = [] }) => Instances),
  );
  const found = new Map(instances.flatMap((each) => groupFound(planned, each)).map((one) => [one.id, one]));
  return [...found.values()];
};

export function groupFound(planned: Planned, { Tags }: Instance): Found[] {
  const tags = tagsOf(Tags);
  const name = tags[GROUP_NAME] ?? "";
  return isNamed(planned, name) ? orphan(tagged(planned), name, `instances of ${name}`, tags) : [];
}

/** A group has its tags in blocks; they are those of everything. */
function tagged(planned: Planned): Planned {
  const tags = planned.known.blocks("tag").map((tag) => [tag.text("key") ?? "", tag.text("value")]);
  return { ...planned, known: new Known({ tags_all: Object.fromEntries(tags) }) };
}

function isNamed({ known }: Planned, name: string): boolean {
  return hasGeneratedName(name, known.text("name_prefix") ?? " ");
}
