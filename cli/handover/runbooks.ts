import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RUNBOOK_FOLDER, RUNBOOKS, runbookAt } from "../../modules/observability/runbooks";
import { PROJECT } from "../installation";
import type { Configuration } from "./configuration";
import type { Entry } from "./tar";

/** A link to a page that is not among those handed over. */
const OUTWARD = /\[([^\]]+)\]\(\.\.\/[^)]*\)/g;

/** The pages that the alarms' mails name by their path: none where they link to the web, or there is no alarm. */
export function runbookFiles({ blocks }: Configuration): readonly Entry[] {
  const descriptions = blocks
    .filter(({ type }) => type === "aws_cloudwatch_metric_alarm")
    .map(({ attributes }) => String(attributes["alarm_description"]));
  return RUNBOOKS.map((kind) => runbookAt(RUNBOOK_FOLDER, kind))
    .filter((path) => descriptions.some((text) => text.endsWith(` ${path}`)))
    .map((path) => ({ path, content: Buffer.from(pageAt(path)) }));
}

function pageAt(path: string): string {
  return readFileSync(join(PROJECT, path), "utf8").replace(OUTWARD, "$1");
}
