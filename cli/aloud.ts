import { spawn } from "node:child_process";
import { withoutColours } from "./progress/colours";

export interface Finished {
  readonly code: number;
  /** what went to standard output, without colours */
  readonly text: string;
}

export interface AloudOptions {
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** where its output goes @default - to ours, each stream to its own */
  readonly pass?: (text: string, stream: "stdout" | "stderr") => void;
  /** called with its number as it starts; it is then in a process group of its own */
  readonly onStart?: (pid: number) => void;
}

/** Runs a command to its end, its output passed through and kept. */
export function aloud(
  command: string,
  args: readonly string[],
  { cwd, env, pass = passThrough, onStart }: AloudOptions,
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const detached = onStart !== undefined;
    const child = spawn(command, args, { cwd, env, detached, stdio: ["inherit", "pipe", "pipe"] });
    let text = "";
    // In whole characters: a chunk may end in the middle of one.
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
      pass(chunk, "stdout");
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => pass(chunk, "stderr"));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, text: withoutColours(text) }));
    if (child.pid !== undefined) {
      onStart?.(child.pid);
    }
  });
}

function passThrough(text: string, stream: "stdout" | "stderr"): void {
  process[stream].write(text);
}
