import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";
import { environmentText, load } from "../../test-support/environments";
import { DOCUMENTS, type Fence, fencesOf, ROOT, read } from "./support";

const fences = DOCUMENTS.flatMap(fencesOf);
const titled = (info: RegExp) =>
  fences
    .filter((fence) => info.test(fence.info))
    .map((fence) => ({ ...fence, at: `${fence.document}:${fence.line}` }));

describe("YAML examples", () => {
  const examples = titled(/^yaml/);

  it("are there", () => {
    expect(examples.length).toBeGreaterThan(4);
  });

  const named = examples.filter(({ info }) => info.includes(" "));

  it.each(named)("$at is the file that it names", ({ info, text }) => {
    expect(text).toBe(read(info.slice("yaml ".length)));
  });

  it.each(examples.filter((example) => !named.includes(example)))("$at can be used", ({ text }) => {
    const keys: Record<string, unknown> = parse(text);
    if (Object.hasOwn(keys, "project")) {
      expect(load(text, String(keys["environment"])).warnings).toEqual([]);
    } else if (Object.hasOwn(keys, "priorities")) {
      expect(load(environmentText(), "production", text).environment.adopted).toEqual(keys);
    } else {
      const { warnings } = load(environmentText(keys), "production");
      // A waiver is printed each time, and there is nothing to waive in the smallest file.
      expect(warnings.filter((line) => !/ waivers\[0\]\.rule: has nothing to waive/.test(line))).toEqual([]);
    }
  });
});

describe("TypeScript examples outside the modules' READMEs", () => {
  // Those of the modules have tests of their own.
  const examples = titled(/^(ts|typescript)\b/).filter(({ document }) => !document.startsWith("modules/"));
  const named = examples.filter(({ info }) => info.includes(" "));

  it.each(named)("$at is the file that it names", ({ info, text }) => {
    const [, file = ""] = info.split(" ");
    expect(text).toBe(read(file));
  });

  it("are right in their types", () => {
    expect(typeErrors(examples.filter((example) => !named.includes(example)))).toEqual([]);
  });
});

/** What the compiler says of each block as a file of its own, beside the document it stands in. */
function typeErrors(blocks: readonly Fence[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), "examples-"));
  try {
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    const config = { extends: join(ROOT, "tsconfig.json"), include: ["*.ts"], exclude: [] };
    writeFileSync(
      join(folder, "tsconfig.json"),
      JSON.stringify({ ...config, compilerOptions: { module: "esnext", noUnusedLocals: false } }),
    );
    for (const [index, { document, text }] of blocks.entries()) {
      const absolute = text.replace(
        /(from ")(\.\.?\/[^"]*)/g,
        (_, from, path) => from + absoluteImport(dirname(document), path),
      );
      writeFileSync(join(folder, `example${index}.ts`), absolute);
    }
    const compiler = join(ROOT, "node_modules", ".bin", "tsc");
    const { stdout } = spawnSync(compiler, ["--project", folder], { encoding: "utf8" });
    return stdout.split("\n").filter((line) => line !== "");
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Imports are those of a file beside the document, or of one in the root of the checkout. */
function absoluteImport(folder: string, path: string): string {
  const beside = resolve(ROOT, folder, path);
  return [beside, `${beside}.ts`].some((each) => existsSync(each)) ? beside : resolve(ROOT, path);
}

describe("fenced blocks", () => {
  it("say what language they are in", () => {
    const bare = fences.filter(({ info }) => info === "").map(({ document, line }) => `${document}:${line}`);
    expect(bare).toEqual([]);
  });
});
