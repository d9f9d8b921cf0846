import { DescribeParametersCommand, ListTagsForResourceCommand } from "@aws-sdk/client-ssm";
import { unlessMissing } from "./aws";
import type { Finder } from "./family";
import { keyed, tagsOf } from "./ownership";

/** By name. Values are never read. */
export const findParameter: Finder = async (planned, aws) => {
  const name = planned.known.text("name");
  if (name === undefined) {
    return [];
  }
  const client = aws.ssm(planned);
  const ParameterFilters = [{ Key: "Name", Option: "Equals", Values: [name] }];
  const { Parameters = [] } = await client.send(new DescribeParametersCommand({ ParameterFilters }));
  if (Parameters.length === 0) {
    return [];
  }
  const { TagList } = await unlessMissing(
    client.send(new ListTagsForResourceCommand({ ResourceType: "Parameter", ResourceId: name })),
    { TagList: [], $metadata: {} },
    "InvalidResourceId",
  );
  return [keyed(planned, name, `name ${name}`, tagsOf(TagList))];
};
