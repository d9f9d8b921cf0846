import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { WRITTEN } from "../../test-support/source-files";

export const ROOT = join(__dirname, "..", "..");

const SKIPPED = /^(node_modules|cdktf\.out|dist|coverage|\..*)$/;

/** Every Markdown file of the checkout, by its path within it. */
export const DOCUMENTS: readonly string[] = markdownIn("");

function markdownIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.test(entry.name) || WRITTEN.has(path) ? [] : markdownIn(path);
    return entry.name.endsWith(".md") ? [path] : [];
  });
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** A fenced block: what stands behind the fence's backticks, and what is in it. */
export interface Fence {
  readonly document: string;
  readonly line: number;
  readonly info: string;
  readonly text: string;
}

const FENCE = /^( *)```([^\n`]*)\n([\s\S]*?)^\1```$/gm;

export function fencesOf(document: string): Fence[] {
  const text = read(document);
  return [...text.matchAll(FENCE)].map(({ index, 1: indent = "", 2: info = "", 3: body = "" }) => ({
    document,
    line: text.slice(0, index).split("\n").length,
    info: info.trim(),
    text: body.replace(new RegExp(`^${indent}`, "gm"), ""),
  }));
}

/** The lines of each `sh` block in a section: what a reader types, in order. */
export function commandsIn(document: string, heading: string): string[][] {
  const blocks = [...sectionOf(document, heading).matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)];
  return blocks.map(({ 2: text = "" }) => text.split("\n").flatMap((line) => line.trim() || []));
}

/** The document without its fenced blocks. */
export function proseOf(document: string): string {
  return read(document).replace(FENCE, "");
}

/** The cells of the rows of every table in a text, heads and rulers left out. */
export function rowsOf(text: string): string[][] {
  const lines = text.split("\n");
  return lines.flatMap((line, index) => {
    const isHead = /^ *\|[ :|-]+\|$/.test(lines[index + 1] ?? "");
    if (!/^ *\|.*\|$/.test(line) || isHead || /^ *\|[ :|-]+\|$/.test(line)) return [];
    return [
      line
        .trim()
        .slice(1, -1)
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim()),
    ];
  });
}

/** The text between a heading and the next one of its level or above. */
export function sectionOf(document: string, heading: string): string {
  const text = read(document);
  const level = /^#+/.exec(heading)?.[0].length ?? 1;
  const start = text.indexOf(`\n${heading}\n`);
  if (start < 0) throw new Error(`${document} has no heading ${heading}`);
  const rest = text.slice(start + heading.length + 2);
  const end = rest.search(new RegExp(`^#{1,${level}} `, "m"));
  return end < 0 ? rest : rest.slice(0, end);
}

/** What is in single backticks. */
export function codesOf(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(({ 1: code = "" }) => code);
}
