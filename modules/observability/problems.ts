import { formProblems } from "../problems";

export { formProblems, rangeProblems, refuse } from "../problems";

/** The region whose CloudWatch has the metrics of CloudFront, and of what stands in front of it. */
export const EDGE_REGION = "us-east-1";

/** A topic that an alarm can notify. FIFO topics end in `.fifo`, and want what an alarm does not send. */
export function topicProblems(prop: string, arn: string, region = "[a-z0-9-]+"): string[] {
  const where = region === EDGE_REGION ? ` in ${EDGE_REGION}, where the alarm stands` : "";
  return formProblems(
    prop,
    arn,
    new RegExp(`^arn:aws[a-z-]*:sns:${region}:\\d{12}:[A-Za-z0-9_-]{1,256}$`),
    `be the ARN of a standard SNS topic${where}`,
  );
}
