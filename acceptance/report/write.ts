import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { RunRecord } from "../record/record";
import { json, markdown } from "./markdown";
import { scrubbed } from "./scrub";

/**
 * Writes a report as Markdown, and as JSON beside it.
 *
 * @param secret which is in neither
 */
export function writeReport(record: RunRecord, secret: string): void {
  mkdirSync(dirname(record.report), { recursive: true });
  writeFileSync(record.report, scrubbed(markdown(record), record, secret));
  writeFileSync(jsonBeside(record.report), scrubbed(json(record), record, secret));
}

export function jsonBeside(report: string): string {
  return report.endsWith(".md") ? report.replace(/\.md$/, ".json") : `${report}.json`;
}
