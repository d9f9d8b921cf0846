import { spawn } from "node:child_process";
import { join } from "node:path";

const ROOT = join(__dirname, "..");

export interface Finished {
  readonly code: number;
  /** everything that was printed, without colours */
  readonly text: string;
}

/** Runs cdktf-cli in the checkout, its output passed through. */
export function cdktf(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  const bin = join(ROOT, "node_modules", ".bin", "cdktf");
  return new Promise((resolve, reject) => {
    const child = spawn(bin, args, { cwd: ROOT, env, stdio: ["inherit", "pipe", "inherit"] });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, text: withoutColours(text) }));
  });
}

function withoutColours(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ANSI sequences begin with one
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]/g, "");
}
