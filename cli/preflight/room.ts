import { type Finding, fail, ok, warning } from "../doctor/finding";

/** What a service holds the account to. */
export interface Quota {
  readonly max: number;
  /** nobody was asked: it is what AWS gives an account at first */
  readonly assumed: boolean;
}

const NEAR = 0.9;

/** Whether as many more fit in. */
export function room(
  check: string,
  what: string,
  has: number,
  more: number,
  { max, assumed }: Quota,
): Finding {
  const count = has === 0 ? `${more}` : `${has} there, ${more} more`;
  const seen = `${what}: ${count}, of ${max}; ${assumed ? `default quota of ${max} assumed` : "the account's quota"}`;
  const raise = `delete some, or have the quota raised: https://console.aws.amazon.com/servicequotas`;
  if (has + more > max) return fail(check, seen, raise);
  return has + more > max * NEAR ? warning(check, seen, raise) : ok(check, seen);
}
