import { readFileSync } from "node:fs";
import { join } from "node:path";
import { transformSync } from "@swc/core";

/** The fenced code blocks of a Markdown file in one language, in order. */
export function codeBlocks(file: string, language: string): string[] {
  const text = readFileSync(file, "utf8");
  const fence = new RegExp(`^\`\`\`${language}[^\\n]*\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map((match) => match[1] ?? "");
}

/**
 * What a TypeScript example exports.
 *
 * @param folder where its relative imports are read from
 */
export function runExample(folder: string, source: string): Record<string, unknown> {
  const { code } = transformSync(source, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const exported: Record<string, unknown> = {};
  const load = (id: string) => require(id.startsWith("./") ? join(folder, id) : id);
  new Function("require", "exports", code)(load, exported);
  return exported;
}
