import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, ownProcess } from "./processes";

/** Runs `work` while no other process does so under the same lock file. */
export async function withLock<Result>(file: string, work: () => Promise<Result>): Promise<Result> {
  mkdirSync(dirname(file), { recursive: true });
  while (!take(file)) {
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(ownProcess()), { flag: "wx" });
    return true;
  } catch {
    dropWhenStale(file);
    return false;
  }
}

/** A lock whose holder has died is nobody's. */
function dropWhenStale(file: string): void {
  try {
    if (!isAlive(JSON.parse(readFileSync(file, "utf8")))) {
      rmSync(file, { force: true });
    }
  } catch {
    // It was released, or is being written, between the two looks.
  }
}
