import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import type { Finished, RunOptions } from "../terraform";

/** What is to be killed, and when. */
export interface KilledOptions extends Pick<RunOptions, "cwd" | "env" | "onStart"> {
  /** handed what was printed until then */
  readonly isTime: (printed: string) => boolean;
}

/**
 * Runs a command until it is time, and then kills it with all that it has started, as a machine does that loses its
 * power. One that ends before is not killed: its exit code is no `null`.
 */
export async function runKilled(
  command: string,
  args: readonly string[],
  { cwd, env, onStart, isTime }: KilledOptions,
): Promise<Finished> {
  const child: ChildProcess = spawn(command, args, {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that all of it can be killed at once.
    detached: true,
  });
  onStart?.(child);
  const finished = { stdout: "", stderr: "", text: "" };
  const collect = (stream: "stdout" | "stderr") => (chunk: Buffer) => {
    finished[stream] += chunk;
    finished.text += chunk;
    if (child.pid !== undefined && isTime(finished.text)) {
      kill(child.pid);
    }
  };
  child.stdout?.on("data", collect("stdout"));
  child.stderr?.on("data", collect("stderr"));
  const [code] = await once(child, "close");
  return { code, ...finished };
}

function kill(group: number): void {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    // Nothing of it is left.
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}
