import { EXIT } from "../../cli/exit-codes";
import type { RunRecord } from "../record/record";
import { ALL } from "../verify/checks";

/** What a run is worth. */
export interface Outcome {
  /** `accepted` only where every check was made on AWS and passed, and nothing is left */
  readonly accepted: boolean;
  /** in words */
  readonly verdict: string;
  readonly exitCode: number;
}

export function outcomeOf({ place, checks, steps, left }: RunRecord): Outcome {
  const failed = checks.filter(({ status }) => status === "FAIL");
  const skipped = checks.filter(({ status }) => status === "SKIPPED");
  const missing = ALL.filter(({ id }) => !checks.some((check) => check.id === id));
  const broken = steps.filter(({ outcome }) => outcome !== "done");
  const problems = [
    ...(broken.length > 0 ? [`${broken.map(({ name, outcome }) => `${name} ${outcome}`).join(", ")}`] : []),
    ...(failed.length > 0 ? [`${count(failed.length, "check")} failed`] : []),
    ...(missing.length > 0 ? [`${count(missing.length, "check")} not reached`] : []),
    ...(skipped.length > 0 ? [`not verified: ${count(skipped.length, "check")} skipped`] : []),
    ...(left.length > 0 ? [`${count(left.length, "resource")} left`] : []),
  ];
  const where = place === "AWS" ? "on AWS" : `not run on AWS but on the ${place}`;
  return problems.length === 0 && place === "AWS"
    ? {
        accepted: true,
        verdict: `accepted ${where}: ${count(checks.length, "check")} passed`,
        exitCode: EXIT.done,
      }
    : {
        accepted: false,
        verdict: `not accepted, ${where}${problems.length > 0 ? `: ${problems.join("; ")}` : ""}`,
        exitCode: EXIT.failed,
      };
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
