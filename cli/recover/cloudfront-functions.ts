import {
  DescribeFunctionCommand,
  type DescribeFunctionCommandOutput,
  type FunctionSummary,
  GetFunctionCommand,
} from "@aws-sdk/client-cloudfront";
import { unlessMissing } from "./aws";
import type { Finder, Found } from "./family";
import type { Planned } from "./plan";

const NONE: DescribeFunctionCommandOutput = { $metadata: {} };
const MISSING = "NoSuchFunctionExists";

/** By name. Functions take no tags: comment, runtime and code are the evidence. */
export const findFunction: Finder = async (planned, aws) => {
  const Name = planned.known.text("name");
  if (Name === undefined) {
    return [];
  }
  const client = aws.cloudFront(planned);
  const describe = async (Stage: "DEVELOPMENT" | "LIVE") => {
    const answer = client.send(new DescribeFunctionCommand({ Name, Stage }));
    return (await unlessMissing(answer, NONE, MISSING)).FunctionSummary;
  };
  const draft = await describe("DEVELOPMENT");
  if (draft === undefined) {
    return [];
  }
  const { FunctionCode } = await client.send(new GetFunctionCommand({ Name, Stage: "DEVELOPMENT" }));
  const code = Buffer.from(FunctionCode ?? []).toString("utf8");
  return [functionFound(planned, draft, code, (await describe("LIVE")) !== undefined)];
};

export function functionFound(
  planned: Planned,
  draft: Pick<FunctionSummary, "Name" | "FunctionConfig">,
  code: string,
  published: boolean,
): Found {
  const { Name: id = "", FunctionConfig: { Comment, Runtime } = {} } = draft;
  if (!planned.known.agreesWith({ comment: Comment, runtime: Runtime, code })) {
    return { id };
  }
  return published
    ? { id, evidence: `name ${id}; same comment, runtime and code` }
    : {
        id,
        // An imported function counts as published, and no distribution takes one that is not.
        doubt:
          "was made but never published: delete it, and the deploy makes it anew: " +
          `aws cloudfront delete-function --name ${id} --if-match ` +
          `$(aws cloudfront describe-function --name ${id} --query ETag --output text)`,
      };
}
