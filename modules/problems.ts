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
