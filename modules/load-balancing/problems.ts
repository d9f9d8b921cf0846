import { formProblems } from "../problems";

export { formProblems, rangeProblems, refuse, repeated } from "../problems";

/** An ARN of one service and kind; what Terraform fills in later is taken as it is. */
export function arnProblems(prop: string, arn: string, service: string, kind: string): string[] {
  const form = new RegExp(`^arn:aws[a-z-]*:${service}:[^:]+:[^:]+:${kind}/`);
  return formProblems(prop, arn, form, `be an ARN like arn:aws:${service}:REGION:ACCOUNT:${kind}/...`);
}
