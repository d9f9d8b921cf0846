import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BadInput } from "../../config/bad-input";
import { shown } from "../../tools/places";
import { PROJECT } from "../installation";
import { Refused } from "../refused";

/** For whom a file that holds a secret is: its owner. */
const OWNER_ONLY = 0o077;

/** Where the plan of an environment is kept unless it is named. */
export function usualPlanFile(environment: string): PlanFile {
  return new PlanFile(join(PROJECT, ".gatehouse", "plans", `${environment}.tfplan`));
}

/** A plan that Terraform saved, and beside it the record of what it was made from. It holds secrets in clear. */
export class PlanFile {
  constructor(readonly path: string) {}

  /**
   * A plan of the person's own choice of file.
   *
   * @throws BadInput where it cannot be written, or would overwrite something else
   */
  static named(path: string): PlanFile {
    const file = new PlanFile(path);
    const folder = dirname(path);
    const problem = !isFolder(folder)
      ? `${shown(folder)} is no folder; make it first`
      : existsSync(path) && !existsSync(file.recordPath)
        ? `${shown(path)} is there already and is no plan with a record; name another file, or delete it`
        : undefined;
    if (problem !== undefined) {
      throw new BadInput([`plan: --out: ${problem}`]);
    }
    return file;
  }

  get recordPath(): string {
    return `${this.path}.json`;
  }

  /** As a person reads it. */
  get shown(): string {
    return shown(this.path);
  }

  get exists(): boolean {
    return existsSync(this.path) && statSync(this.path).isFile();
  }

  get sha256(): string {
    return sha256Of(this.path);
  }

  /** What was planned before goes. */
  makeWay(): void {
    this.remove();
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
  }

  remove(): void {
    rmSync(this.path, { force: true });
    rmSync(this.recordPath, { force: true });
  }

  writeRecord(text: string): void {
    writeFileSync(this.recordPath, text, { mode: 0o600 });
  }

  /** @throws Refused where others may read it, as on a file system that has no modes */
  assertPrivate(): void {
    const mode = statSync(this.path).mode & 0o777;
    if (process.platform !== "win32" && (mode & OWNER_ONLY) !== 0) {
      throw new Refused(
        `${this.shown} would hold the origin secret and be open to others (${mode.toString(8)}): ` +
          "name a file on another file system with --out",
      );
    }
  }
}

export function sha256Of(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

/** Runs `work` while every file that is made is its owner's alone. */
export async function ownerOnly<Result>(work: () => Promise<Result>): Promise<Result> {
  const before = process.umask(OWNER_ONLY);
  try {
    return await work();
  } finally {
    process.umask(before);
  }
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
