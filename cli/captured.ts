import { spawn } from "node:child_process";

/** A command that has ended. */
export interface Captured {
  readonly code: number;
  /** what went to standard output */
  readonly text: string;
  /** what went to standard error, without space at either end */
  readonly errors: string;
}

export interface CaptureOptions {
  readonly cwd: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** in a process group of its own, where a Control-C does not reach it @default false */
  readonly detached?: boolean;
}

/** Runs a command to its end and keeps what it says, without a word of it shown. Rejects where it cannot be run. */
export function captured(
  command: string,
  args: readonly string[],
  { cwd, env, detached = false }: CaptureOptions,
): Promise<Captured> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, detached, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    let errors = "";
    // In whole characters: a chunk may end in the middle of one.
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      errors += chunk;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, text, errors: errors.trim() }));
  });
}
