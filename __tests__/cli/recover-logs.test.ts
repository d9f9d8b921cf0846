import { flowLogFound } from "../../cli/recover/flow-logs";
import { OWN, planned } from "./recover-support";

const TAGGED = "tags Project=shop Environment=example ManagedBy=gatehouse";
const Tags = Object.entries(OWN).map(([Key, Value]) => ({ Key, Value }));

describe("a flow log", () => {
  const LogDestination = "arn:aws:s3:::shop-flow-logs-1";
  const flowLog = planned("aws_flow_log", { vpc_id: "vpc-1", log_destination: LogDestination });

  it("is ours by VPC, bucket and tags", () => {
    expect(flowLogFound(flowLog, { FlowLogId: "fl-1", LogDestination, Tags })).toEqual([
      { id: "fl-1", evidence: `VPC vpc-1; ${TAGGED}` },
    ]);
  });

  it("is in the way where somebody else made it into the same bucket", () => {
    expect(flowLogFound(flowLog, { FlowLogId: "fl-1", LogDestination, Tags: [] })).toEqual([{ id: "fl-1" }]);
  });

  it("is another one where it goes elsewhere", () => {
    const elsewhere = { FlowLogId: "fl-1", LogDestination: "arn:aws:s3:::audit", Tags };
    expect(flowLogFound(flowLog, elsewhere)).toEqual([]);
  });
});
