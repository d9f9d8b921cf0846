import { covers } from "../schema/hostname";
import type { Report } from "./rule";

/** The names that none of those in a certificate takes in: a wildcard stands for one level. */
export function uncovered(names: readonly string[], held: readonly string[]): string[] {
  return names.filter((name) => !held.some((each) => covers(each, name)));
}

/** Says of each name that a certificate does not hold it. */
export function demandNames(names: readonly string[], held: readonly string[], report: Report): void {
  for (const name of uncovered(names, held)) {
    report.problem({
      path: ["domain"],
      wrong: `has ${name}, which the certificate does not hold`,
      fix: "leave the name out, or bring a certificate of your own that holds it",
    });
  }
}
