import { Token } from "cdktf";
import type { Construct } from "constructs";

const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
const HOST = new RegExp(`^(\\*\\.)?(${LABEL}\\.)+${LABEL}$`);

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

/** The name of a CloudFront object: unique in the account, so never empty. */
export function nameProblems(prop: string, name: string, limit: number): string[] {
  return formProblems(
    prop,
    name,
    new RegExp(`^[A-Za-z0-9_-]{1,${limit}}$`),
    `have 1 to ${limit} letters, digits, _ or -`,
  );
}

/** CloudFront's comments: a reader in the console has nothing else, and 128 characters are the limit. */
export function commentProblems(prop: string, comment: string): string[] {
  return formProblems(prop, comment, /^.{1,128}$/s, "have 1 to 128 characters");
}

/** A lower-case host name without scheme or port; `*.example.com` where a wildcard is allowed. */
export function hostProblems(
  prop: string,
  host: string | undefined,
  wildcard: "wildcard" | "plain",
): string[] {
  if (host === undefined || Token.isUnresolved(host)) {
    return [];
  }
  const fits = HOST.test(host) && host.length <= 253 && (wildcard === "wildcard" || !host.startsWith("*"));
  return fits ? [] : [`\`${prop}\` must be a lower-case host name, got: ${JSON.stringify(host)}`];
}

/** The values that stand more than once, each once. */
export function repeated(values: readonly string[]): string[] {
  return [...new Set(values.filter((value, index) => values.indexOf(value) !== index))];
}
