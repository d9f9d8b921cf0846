/** The kinds of alarms. Each has a page of this name among the runbooks, and each page an alarm. */
export const RUNBOOKS = [
  "certificate-expiry",
  "edge-5xx",
  "latency",
  "load-balancer-5xx",
  "no-healthy-hosts",
  "target-5xx",
  "unhealthy-hosts",
  "waf-blocks",
] as const;

export type Runbook = (typeof RUNBOOKS)[number];

/** What the pages' names are put behind where nothing else is said: their folder in a checkout. */
export const RUNBOOK_FOLDER = "docs/runbooks/";

/**
 * Where the page of a kind of alarm is.
 *
 * @example
 * runbookAt("https://wiki.example.com/runbooks/", "edge-5xx"); // => "https://wiki.example.com/runbooks/edge-5xx.md"
 */
export function runbookAt(folder: string, runbook: Runbook): string {
  return `${folder}${runbook}.md`;
}
