import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";
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

/** Signals a process and those of its group; nothing where it has ended. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
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
  const fields = statOf(pid);
  return fields[0] === "Z" ? undefined : fields[19];
}

/** From the state on; its parent is the next, the start time 19 fields on. */
function statOf(pid: number): readonly string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name, in parentheses, may hold anything.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

function startFromPs(pid: number): string | undefined {
  const started = execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return started === "" ? undefined : started;
}

/** A process that another one has started. */
export interface ChildProcess extends OwnProcess {
  readonly parent: number;
  /** its command line */
  readonly words: readonly string[];
}

/** A process, its children, theirs and so on, as they are now. */
export function processesBelow(root: number): readonly ChildProcess[] {
  const all = existsSync("/proc/self/stat") ? allFromProc() : allFromPs();
  const below = [root];
  // A parent may have a higher number than its child: as often as one is added, all are looked at again.
  for (let before = 0; before !== below.length; ) {
    before = below.length;
    below.push(
      ...all
        .filter(({ pid, parent }) => below.includes(parent) && !below.includes(pid))
        .map(({ pid }) => pid),
    );
  }
  return all.filter(({ pid }) => below.includes(pid));
}

function allFromProc(): readonly ChildProcess[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = statOf(Number(name));
        const words = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0").slice(0, -1);
        const found = {
          pid: Number(name),
          parent: Number(fields[1]),
          startedAt: fields[19] ?? "never",
          words,
        };
        return fields[0] === "Z" ? [] : [found];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

function allFromPs(): readonly ChildProcess[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      const startedAt = pid === undefined ? undefined : startOf(Number(pid));
      return startedAt === undefined
        ? []
        : [{ pid: Number(pid), parent: Number(parent), startedAt, words: args.split(" ") }];
    });
}

/** The process that asks. */
export function ownProcess(): OwnProcess {
  return { pid: process.pid, startedAt: startOf(process.pid) ?? "never" };
}
