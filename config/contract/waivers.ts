import type { Problem } from "../report";
import { sentence } from "../report";
import type { Outcome } from "./evaluate";

/**
 * What is said of the waivers each time: what each lets pass and why, and of one that lets nothing pass that it can go.
 * Of a rule that is held later it is not known here whether it would.
 */
export function waiverLines(outcomes: readonly Outcome[]): Problem[] {
  return outcomes.flatMap(({ rule, subject, waiver, waived, unchecked, broken }) => {
    if (waiver === undefined || broken.length > 0) return [];
    const path = ["waivers", waiver.index, "rule"];
    if (rule.stage !== "synth" && unchecked.length > 0) {
      return [{ path, wrong: `${rule.id} is waived, "${waiver.reason}": ${subject}`, fix: remove }];
    }
    if (waived.length === 0) {
      return [{ path, wrong: `has nothing to waive: ${rule.id} holds`, fix: "remove it" }];
    }
    return waived.map((each) => ({
      path,
      wrong: `${rule.id} is waived, "${waiver.reason}": ${said(each)}`,
      fix: remove,
    }));
  });
}

const remove = "remove the waiver where that no longer holds";

/** What a rule said, with the key it said it of. */
function said({ path, ...problem }: Problem): string {
  const keys = path.map((each) => (typeof each === "object" ? each.value : each)).join(".");
  return `${keys} ${sentence(problem)}`;
}
