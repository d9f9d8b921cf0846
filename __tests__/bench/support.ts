import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";

/** The files that `work` makes CDKTF write, by path. */
export function written(work: () => void): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "synthesize-"));
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = folder;
  try {
    work();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const paths = files.map((file) => join(file.parentPath, file.name)).sort();
    return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
  } finally {
    rmSync(folder, { recursive: true });
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
  }
}
