import { createHash } from "node:crypto";
import type { Entry } from "./tar";

/** The file that holds the checksums of the others. */
export const CHECKSUMS = "SHA256SUMS";

/** What `sha256sum -c` reads, of every file but itself. */
export function checksums(entries: readonly Entry[]): Entry {
  const lines = entries
    .filter(({ path }) => path !== CHECKSUMS)
    .map(({ path, content }) => `${sha256(content)}  ${path}\n`)
    .sort((a, b) => (a.slice(64) < b.slice(64) ? -1 : 1));
  return { path: CHECKSUMS, content: Buffer.from(lines.join("")) };
}

/** The paths that checksums name, each with its SHA-256. */
export function readChecksums(text: string): ReadonlyMap<string, string> {
  const lines = text.split("\n").map((line) => /^([0-9a-f]{64}) {2}(.+)$/.exec(line));
  return new Map(
    lines.flatMap((match) => (match === null ? [] : [[match[2] ?? "", match[1] ?? ""] as const])),
  );
}

export function sha256(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}
