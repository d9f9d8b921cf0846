import { createInterface } from "node:readline/promises";
import type { Prompt } from "./interview";

/** The person has gone: Control-C, or the end of the input. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

/** Asks on a terminal. Questions go to `output`, so that standard output may be a file. */
export function terminalPrompt(
  input: NodeJS.ReadableStream = process.stdin,
  output: NodeJS.WritableStream = process.stderr,
): Prompt {
  return async (question) => {
    const lines = createInterface({ input, output });
    const gone = new Promise<never>((_, reject) => {
      const stop = () => reject(new Stopped("stopped: nothing was written"));
      lines.once("close", stop);
      lines.once("SIGINT", stop);
    });
    try {
      return await Promise.race([lines.question(question), gone]);
    } finally {
      gone.catch(() => {});
      lines.close();
    }
  };
}

/** Who can be asked: the person at the terminal, where standard input is one and no pipeline runs this. */
export function promptOf(env: NodeJS.ProcessEnv): Prompt | undefined {
  return process.stdin.isTTY && env.CI !== "true" ? terminalPrompt() : undefined;
}
