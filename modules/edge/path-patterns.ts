/**
 * CloudFront takes the first pattern in listed order that matches, so the order is part of the meaning.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html
 */

/** What CloudFront allows in a pattern; the leading slash, which it leaves open, is demanded here. */
const PATTERN = /^\/[A-Za-z0-9_\-.*$/~"'@:+&?]{0,254}$/;

/** The pattern that every path matches. */
export const EVERY_PATH = "/*";

/** Whether CloudFront takes the text as a path pattern. */
export function isPathPattern(pattern: string): boolean {
  return PATTERN.test(pattern);
}

/** The pattern, and for `/x/*` the bare `/x` as well: nobody who claims a tree means its root for another. */
export function withBarePath(pattern: string): string[] {
  const bare = pattern.endsWith("/*") ? pattern.slice(0, -2) : "";
  return bare === "" ? [pattern] : [pattern, bare];
}

/**
 * Orders patterns most specific first: a pattern whose every path another one matches too stands before it.
 *
 * Containment leaves four traces, each deciding only where those before it are equal. The contained pattern
 * is fixed for at least as long from its beginning; its shortest path is no shorter; it has no fewer literal
 * characters, since a `?` covers a literal but never the reverse; and it has fewer wildcard runs of open
 * length. Patterns that no trace tells apart go by their text, which makes the order total. Where two
 * patterns cross, the first trace gives `/api/x.ico` to `/api/*` rather than to `/*.ico`.
 */
export function bySpecificity(a: string, b: string): number {
  return (
    fixedLength(b) - fixedLength(a) ||
    shortestMatch(b) - shortestMatch(a) ||
    literals(b) - literals(a) ||
    openRuns(a) - openRuns(b) ||
    (a < b ? -1 : Number(a > b))
  );
}

function fixedLength(pattern: string): number {
  return pattern.replace(/[*?].*$/s, "").length;
}

function shortestMatch(pattern: string): number {
  return pattern.replaceAll("*", "").length;
}

function literals(pattern: string): number {
  return pattern.replace(/[*?]/g, "").length;
}

/** `?*`, `*?` and `**` are one run each: what counts is that its length is open. */
function openRuns(pattern: string): number {
  return (pattern.match(/[*?]+/g) ?? []).filter((run) => run.includes("*")).length;
}
