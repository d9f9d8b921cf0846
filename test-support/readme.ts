import { readFileSync } from "node:fs";

/** The fenced code blocks of a Markdown file in one language, in order. */
export function codeBlocks(file: string, language: string): string[] {
  const text = readFileSync(file, "utf8");
  const fence = new RegExp(`^\`\`\`${language}[^\\n]*\\n([\\s\\S]*?)^\`\`\`$`, "gm");
  return [...text.matchAll(fence)].map((match) => match[1] ?? "");
}
