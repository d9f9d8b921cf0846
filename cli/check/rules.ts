import { linesAcross } from "../../config/across";
import { contractAcross } from "../../config/contract/across";
import type { RuleAcross } from "../../config/contract/across/rule";
import { allRules } from "../../config/contract/all";
import { evaluate, type Outcome } from "../../config/contract/evaluate";
import type { RuleText, Stage } from "../../config/contract/rule";
import type { ReadFile } from "../../config/read";
import { type Problem, print } from "../../config/report";

/** What came of a rule. Nothing that is not known counts as OK. */
export type Status = "OK" | "WARNING" | "FAIL" | "WAIVED" | "NOT CHECKED";

/** One rule of the contract, and what it came to in one environment. */
export interface CheckedRule {
  readonly id: string;
  readonly stage: Stage;
  readonly status: Status;
  /** what was looked at, or what will be */
  readonly looked: string;
  readonly reason: string;
  readonly remedy: string;
  readonly page: string;
  /** each with file, line, column and key */
  readonly findings: readonly string[];
  /** what the file does not tell, and who does */
  readonly unchecked: readonly string[];
  /** the reason of the waiver, where there is one */
  readonly waiver?: string;
}

/** Every rule, in the order in which they are held. */
export function checkedRules(own: ReadFile, others: readonly ReadFile[]): CheckedRule[] {
  const { environment, broken } = own;
  const all = environment === undefined ? [] : evaluate(allRules, environment, broken);
  const synth = all.filter(({ rule }) => rule.stage === "synth");
  const later = all.filter(({ rule }) => rule.stage !== "synth");
  return [
    ...synth.map((each) => checked(each, own)),
    ...contractAcross.map((rule) => checkedAcross(rule, own, others)),
    ...later.map((each) => checked(each, own)),
  ];
}

function checked(outcome: Outcome, { file }: ReadFile): CheckedRule {
  const { rule, subject, broken, problems, warnings, waived, waiver } = outcome;
  const lines = (found: readonly Problem[]) => print(found.map((each) => file.lineHere(each)));
  return {
    ...textOf(rule),
    stage: rule.stage,
    status: statusOf(outcome),
    looked: subject,
    findings: lines([...problems, ...warnings, ...waived]),
    unchecked: broken.length > 0 ? [`${broken.join(", ")} must be mended first`] : outcome.unchecked,
    ...(waiver === undefined ? {} : { waiver: waiver.reason }),
  };
}

function statusOf({ rule, broken, problems, warnings, unchecked, waived, waiver }: Outcome): Status {
  if (broken.length > 0) return "NOT CHECKED";
  if (problems.length > 0) return "FAIL";
  if (warnings.length > 0) return "WARNING";
  if (rule.stage !== "synth" && waiver !== undefined && unchecked.length > 0) return "WAIVED";
  if (unchecked.length > 0) return "NOT CHECKED";
  return waived.length > 0 ? "WAIVED" : "OK";
}

/** The others are read first, so that what is claimed twice is said of this environment. */
function checkedAcross(rule: RuleAcross, own: ReadFile, others: readonly ReadFile[]): CheckedRule {
  const isKnown = ({ environment, broken }: ReadFile) =>
    environment !== undefined && !rule.reads.some((key) => broken.has(key));
  const unknown = [own, ...others].filter((each) => !isKnown(each)).map(({ file }) => file.name);
  const lines = linesAcross(rule, [...others, own]).filter(({ file }) => file === own.file.name);
  const said = isKnown(own) ? print(lines) : [];
  return {
    ...textOf(rule),
    stage: "synth",
    status: said.length > 0 ? "FAIL" : unknown.length > 0 ? "NOT CHECKED" : "OK",
    looked:
      others.length === 0
        ? "there is no other environment"
        : `against ${others.map(({ file }) => file.name).join(", ")}`,
    findings: said,
    unchecked: unknown.map((name) => `${name} must be mended first`),
  };
}

function textOf({ id, reason, remedy, page }: RuleText): RuleText {
  return { id, reason, remedy, page };
}
