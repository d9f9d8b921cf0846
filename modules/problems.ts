import { Token } from "cdktf";
import type { Construct } from "constructs";

/** @throws one error that names every problem, so that one run shows all there is to correct */
export function refuse(owner: Construct, problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new Error(`${owner.constructor.name} \`${owner.node.path}\`:\n  ${problems.join("\n  ")}`);
  }
}

/** A whole number within bounds; what Terraform fills in later, or is left out, is taken as it is. */
export function rangeProblems(prop: string, value: number | undefined, low: number, high: number): string[] {
  if (value === undefined || Token.isUnresolved(value)) {
    return [];
  }
  const fits = Number.isInteger(value) && value >= low && value <= high;
  return fits ? [] : [`\`${prop}\` must be a whole number from ${low} to ${high}, got: ${value}`];
}

/** A text of one form; what Terraform fills in later, or is left out, is taken as it is. */
export function formProblems(prop: string, value: string | undefined, form: RegExp, must: string): string[] {
  if (value === undefined || Token.isUnresolved(value) || form.test(value)) {
    return [];
  }
  return [`\`${prop}\` must ${must}, got: ${JSON.stringify(value)}`];
}

/** The values that stand more than once, each once. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}

/** What `bucket_prefix` takes: Terraform appends 26 characters, and S3 allows 63. */
export function bucketPrefixProblems(bucketPrefix: string): string[] {
  return formProblems(
    "bucketPrefix",
    bucketPrefix,
    /^[a-z0-9][a-z0-9-]{0,36}$/,
    "have 1 to 37 lower-case letters, digits or -, and not begin with -",
  );
}

/** How many days something is kept in a bucket. */
export function dayProblems(prop: string, days: number | undefined): string[] {
  return rangeProblems(prop, days, 1, 36_500);
}

/** The number of an AWS account. */
export function accountProblems(accountId: string): string[] {
  return formProblems("accountId", accountId, /^\d{12}$/, "have twelve digits");
}
