import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BadInput } from "../../config/bad-input";

/** Runs `use` on a folder that holds `files`; the folder is gone afterwards. */
export function withFiles<T>(files: Readonly<Record<string, string>>, use: (folder: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), "environments-"));
  try {
    const folder = join(root, "environments");
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return use(folder);
  } finally {
    rmSync(root, { recursive: true });
  }
}

/** The lines of the report that `run` throws, without the folders in front of the file. */
export function linesOf(run: () => unknown): string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof BadInput)
      return error.lines.map((line) => line.replace(/^\S*?\/environments(?=[/:])/, "environments"));
    throw error;
  }
  return [];
}

/** A minimal file: `more` is appended, and wins where it repeats a key of the first level. */
export function minimal(more = "", name = "production"): string {
  const keys: Readonly<Record<string, string>> = {
    project: "project: shop",
    environment: `environment: ${name}`,
    region: "region: eu-west-1",
    domain: "domain: {name: example.com}",
    backends: "backends: {api: {targets: {type: external}}}",
  };
  const kept = Object.entries(keys).filter(([key]) => !new RegExp(`^${key}:`, "m").test(more));
  return `${kept.map(([, line]) => line).join("\n")}\n${more}\n`;
}
