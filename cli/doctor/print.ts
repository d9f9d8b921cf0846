import type { Finding, Result } from "./finding";

const WORDS: Readonly<Record<Result, string>> = {
  ok: "OK",
  warning: "WARNING",
  fail: "FAIL",
  skipped: "SKIPPED",
};
const COLOURS: Readonly<Record<Result, number>> = { ok: 32, warning: 33, fail: 31, skipped: 2 };
const WORD_WIDTH = 8;
const CHECK_WIDTH = 26;

/** Whether colours are for this reader. */
export function wantsColour(terminal: boolean, { NO_COLOR, TERM, CI }: NodeJS.ProcessEnv): boolean {
  return terminal && !NO_COLOR && TERM !== "dumb" && !CI;
}

/** A line for a finding; a second one, indented, with what mends it. */
export function lineOf({ check, result, seen, mend }: Finding, colour: boolean): string {
  const word = WORDS[result].padEnd(WORD_WIDTH);
  const painted = colour ? `\u001b[${COLOURS[result]}m${word}\u001b[0m` : word;
  const line = `${painted} ${check.padEnd(CHECK_WIDTH)} ${plain(seen)}`;
  return mend === undefined ? line : `${line}\n${" ".repeat(WORD_WIDTH + 1)}mend: ${plain(mend)}`;
}

/** What it all comes to. */
export function summaryOf(findings: readonly Finding[]): string {
  const count = (result: Result) => findings.filter((finding) => finding.result === result).length;
  return `${count("ok")} OK, ${count("warning")} WARNING, ${count("fail")} FAIL, ${count("skipped")} SKIPPED`;
}

/** What others have written stays on its line and paints nothing. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
  return text.replace(/[\u0000-\u001f\u007f]+/g, " ");
}
