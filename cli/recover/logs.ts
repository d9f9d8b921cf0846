import {
  DescribeLogGroupsCommand,
  GetDeliveryDestinationCommand,
  GetDeliverySourceCommand,
  ListTagsForResourceCommand,
  paginateDescribeDeliveries,
} from "@aws-sdk/client-cloudwatch-logs";
import { pages, unlessMissing } from "./aws";
import type { Finder } from "./family";
import { keyed } from "./ownership";

const MISSING = "ResourceNotFoundException";

/** By name, which a region of an account has once. */
export const findLogGroup: Finder = async (planned, aws) => {
  const name = planned.known.text("name");
  if (name === undefined) {
    return [];
  }
  const client = aws.logs(planned);
  const { logGroups = [] } = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }));
  const found = logGroups.find(({ logGroupName }) => logGroupName === name);
  if (found === undefined) {
    return [];
  }
  const resourceArn = found.arn?.replace(/:\*$/, "");
  const { tags = {} } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
  return [keyed(planned, name, `name ${name}`, tags)];
};

/** By name, which a region of an account has once. */
export const findDeliverySource: Finder = async (planned, aws) => {
  const name = planned.known.text("name");
  if (name === undefined) {
    return [];
  }
  const asked = aws.logs(planned).send(new GetDeliverySourceCommand({ name }));
  const found = (await unlessMissing(asked, undefined, MISSING))?.deliverySource;
  return found === undefined ? [] : [keyed(planned, name, `name ${name}`, found.tags ?? {})];
};

/** By name, which a region of an account has once. */
export const findDeliveryDestination: Finder = async (planned, aws) => {
  const name = planned.known.text("name");
  if (name === undefined) {
    return [];
  }
  const asked = aws.logs(planned).send(new GetDeliveryDestinationCommand({ name }));
  const found = (await unlessMissing(asked, undefined, MISSING))?.deliveryDestination;
  return found === undefined ? [] : [keyed(planned, name, `name ${name}`, found.tags ?? {})];
};

/** By source and destination: AWS takes no second one between the two. */
export const findDelivery: Finder = async (planned, aws) => {
  const source = planned.known.text("delivery_source_name");
  const destination = planned.known.text("delivery_destination_arn");
  if (source === undefined || destination === undefined) {
    return [];
  }
  const client = aws.logs(planned);
  const all = await pages(paginateDescribeDeliveries({ client }, {}), (page) => page.deliveries);
  return all
    .filter((each) => each.deliverySourceName === source && each.deliveryDestinationArn === destination)
    .flatMap(({ id, tags }) => (id === undefined ? [] : [keyed(planned, id, `from ${source}`, tags ?? {})]));
};
