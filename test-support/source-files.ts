import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative } from "node:path";

export const ROOT = join(__dirname, "..");

/** Folders that hold nothing of ours. */
const OTHERS = new Set([".git", ".gatehouse", ".terraform", "cdktf.out", "coverage", "dist", "node_modules"]);

/** Folders of the root that commands write. */
export const WRITTEN = new Set(["handover", "hcl"]);

/** The paths of all files in a folder of the checkout and below, from the root, sorted. */
export function filesIn(folder = "."): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .filter(({ name }) => !OTHERS.has(name) && !(folder === "." && WRITTEN.has(name)))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : entry.isFile() ? [path] : [];
    })
    .sort();
}

export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** What a source file imports, as it is written there: every form of import and export from, types included. */
export function importsIn(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const forms = [
    /^\s*(?:import|export)\b[^;'"`]*?\bfrom\s*["']([^"']+)["']/gm,
    /^\s*import\s*["']([^"']+)["']/gm,
    /\b(?:import|require|require\.resolve)\(\s*["'`]([^"'`]+)["'`]/g,
  ];
  return [...new Set(forms.flatMap((form) => [...code.matchAll(form)].map((match) => match[1] ?? "")))];
}

/** The file of the checkout that a relative import names; undefined for a package. */
export function resolveImport(from: string, name: string): string | undefined {
  if (!name.startsWith(".")) return undefined;
  const path = join(dirname(from), name);
  const found = [path, `${path}.ts`, join(path, "index.ts")].find((each) => isFile(join(ROOT, each)));
  if (found === undefined) throw new Error(`${from} imports ${name}, which is no file`);
  return relative(".", found);
}

/** The files that one needs, itself included, followed through every import. */
export function reachableFrom(start: string): string[] {
  const reached = new Set<string>();
  const follow = (path: string) => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const name of importsIn(textOf(path))) {
      const next = resolveImport(path, name);
      if (next !== undefined) follow(next);
    }
  };
  follow(start);
  return [...reached].sort();
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
