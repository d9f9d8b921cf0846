import { Known } from "../../cli/recover/known";
import type { Planned } from "../../cli/recover/plan";

/** The default tags of the stacks in these tests. */
export const OWN = { Project: "shop", Environment: "example", ManagedBy: "gatehouse" };

/** A resource that a plan would create, with the stack's tags. */
export function planned(
  type: string,
  values: Readonly<Record<string, unknown>>,
  unknown: Readonly<Record<string, unknown>> = {},
): Planned {
  const known = new Known({ tags_all: OWN, ...values }, unknown);
  return { address: `${type}.one`, type, region: "eu-west-1", known };
}
