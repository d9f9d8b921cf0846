import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** A process that we started. The start time tells it from another that got its number later. */
export interface OwnProcess {
  readonly pid: number;
  readonly startedAt: string;
}

export interface Spawned extends OwnProcess {
  /** the exit code once it has ended; null for a signal */
  exitCode(): number | null | undefined;
}

/** Starts a process that outlives us, in a group of its own, its output in a file. */
export function spawnDetached(
  command: string,
  args: readonly string[],
  { log, env }: { readonly log: string; readonly env: NodeJS.ProcessEnv },
): Spawned {
  const output = openSync(log, "a", 0o600);
  const child = spawn(command, args, { detached: true, stdio: ["ignore", output, output], env });
  closeSync(output);
  let code: number | null | undefined;
  child.on("exit", (exit) => {
    code = exit;
  });
  child.on("error", () => {
    code = null;
  });
  child.unref();
  const pid = child.pid ?? -1;
  return { pid, startedAt: startOf(pid) ?? "never", exitCode: () => code };
}

export function isAlive(process: OwnProcess | undefined): boolean {
  return process !== undefined && startOf(process.pid) === process.startedAt;
}

/** Ends a process of ours, with its group, and no other: one that took over the number is left alone. */
export async function end(own: OwnProcess | undefined): Promise<boolean> {
  if (own === undefined || !isAlive(own)) {
    return false;
  }
  for (const [signal, seconds] of [
    ["SIGTERM", 5],
    ["SIGKILL", 5],
  ] as const) {
    signalGroup(own.pid, signal);
    for (let waited = 0; waited < seconds * 20; waited++) {
      if (!isAlive(own)) {
        return true;
      }
      await sleep(50);
    }
  }
  throw new Error(`process ${own.pid} does not end`);
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It ended between the check and the signal.
  }
}

/** When a process started, as the system tells it; undefined for one that is not there or has ended. */
function startOf(pid: number): string | undefined {
  if (pid <= 0) {
    return undefined;
  }
  try {
    return existsSync("/proc/self/stat") ? startFromProc(pid) : startFromPs(pid);
  } catch {
    return undefined;
  }
}

function startFromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in parentheses, may hold anything; the state follows it, the start time is 19 fields on.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields[0] === "Z" ? undefined : fields[19];
}

function startFromPs(pid: number): string | undefined {
  const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return started === "" ? undefined : started;
}

/** The process that asks. */
export function ownProcess(): OwnProcess {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? "never" };
}
