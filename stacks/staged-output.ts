import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * Lets `write` fill a folder of its own within CDKTF's output folder. What it wrote takes its place once it returns;
 * where it throws, nothing in the output folder has changed.
 */
export function staged<T>(write: (outdir: string) => T): T {
  // As CDKTF's App finds it.
  const outdir = process.env.CDKTF_OUTDIR ?? "cdktf.out";
  const isNew = !existsSync(outdir);
  if (isNew) mkdirSync(outdir);
  const stage = mkdtempSync(join(outdir, ".written-"));
  let done = false;
  try {
    const result = write(stage);
    moveInto(stage, outdir);
    done = true;
    return result;
  } finally {
    rmSync(stage, { recursive: true, force: true });
    if (isNew && !done) removeEmpty(outdir);
  }
}

/** A folder that is there already keeps what else it holds: Terraform's working files are in some. */
function moveInto(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && existsSync(target)) {
      moveInto(source, target);
    } else {
      renameSync(source, target);
    }
  }
}

function removeEmpty(folder: string): void {
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
