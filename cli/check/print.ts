import type { CheckedRule, Status } from "./rules";

const COLOURS: Readonly<Record<Status, number>> = {
  OK: 32,
  WARNING: 33,
  FAIL: 31,
  WAIVED: 35,
  "NOT CHECKED": 2,
};
const STATUS_WIDTH = "NOT CHECKED".length;
const ID_WIDTH = 26;

/** A rule as lines: what it came to and what was looked at, why it must hold, and what mends it where it is not OK. */
export function linesOf(rule: CheckedRule, colour: boolean): string[] {
  const word = rule.status.padEnd(STATUS_WIDTH);
  const painted = colour ? `\u001b[${COLOURS[rule.status]}m${word}\u001b[0m` : word;
  const later = rule.stage === "synth" ? "" : `at ${rule.stage}: `;
  return [
    `${painted} ${rule.id.padEnd(ID_WIDTH)} ${later}${rule.looked}`,
    ...details(rule).map((line) => `${" ".repeat(STATUS_WIDTH + 1)}${line}`),
  ];
}

function details({
  stage,
  status,
  reason,
  remedy,
  page,
  findings,
  unchecked,
  waiver,
}: CheckedRule): string[] {
  return [
    ...findings,
    ...(waiver === undefined ? [] : [`waived: ${waiver}`]),
    ...(stage === "synth" ? unchecked.map((each) => `not checked: ${each}`) : []),
    `why: ${reason}`,
    ...(status === "OK" ? [] : [`remedy: ${remedy}`, page]),
  ];
}

/** How many came to what. */
export function countsOf(rules: readonly CheckedRule[]): Readonly<Record<Status, number>> {
  const count = (status: Status) => rules.filter((rule) => rule.status === status).length;
  return {
    OK: count("OK"),
    WARNING: count("WARNING"),
    FAIL: count("FAIL"),
    WAIVED: count("WAIVED"),
    "NOT CHECKED": count("NOT CHECKED"),
  };
}

/** `40 OK, 1 WARNING, ...` */
export function summaryOf(rules: readonly CheckedRule[]): string {
  return Object.entries(countsOf(rules))
    .map(([status, count]) => `${count} ${status}`)
    .join(", ");
}
