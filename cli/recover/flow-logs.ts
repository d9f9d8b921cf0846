import { type FlowLog, paginateDescribeFlowLogs } from "@aws-sdk/client-ec2";
import { pages } from "./aws";
import type { Finder, Found } from "./family";
import { keyed, tagsOf } from "./ownership";
import type { Planned } from "./plan";

/** By VPC and bucket: AWS takes no second one. */
export const findFlowLog: Finder = async (planned, aws) => {
  const vpc = planned.known.text("vpc_id");
  if (vpc === undefined || planned.known.text("log_destination") === undefined) {
    return [];
  }
  const Filter = [{ Name: "resource-id", Values: [vpc] }];
  const paginator = paginateDescribeFlowLogs({ client: aws.ec2(planned) }, { Filter });
  const all = await pages(paginator, (page) => page.FlowLogs);
  return all.flatMap((flowLog) => flowLogFound(planned, flowLog));
};

export function flowLogFound(planned: Planned, { FlowLogId, LogDestination, Tags }: FlowLog): Found[] {
  return FlowLogId !== undefined && LogDestination === planned.known.text("log_destination")
    ? [keyed(planned, FlowLogId, `VPC ${planned.known.text("vpc_id")}`, tagsOf(Tags))]
    : [];
}
