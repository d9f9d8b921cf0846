import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Terraform } from "../../tools/terraform";
import { type Captured, type CaptureOptions, captured } from "../captured";
import { type PlanFacts, readPlan } from "./plan";

/** Terraform has failed; the message is its own. */
export class TerraformFailed extends Error {
  override readonly name = "TerraformFailed";
}

/** Somebody holds the state, or held it when it was killed. */
export class StateLocked extends Error {
  override readonly name = "StateLocked";

  constructor(
    readonly lockId: string,
    readonly holder: string,
  ) {
    super(`the state is locked by ${holder}`);
  }
}

/** The folder of a synthesized stack, and the Terraform commands that recovery gives in it. */
export class StackFolder {
  constructor(
    readonly path: string,
    readonly terraform: Terraform,
  ) {}

  /**
   * The plan goes through a file that only its owner can read and that is removed at once: it holds the origin secret.
   * It refreshes: what was interrupted may be in the state by its id alone.
   */
  async plan(): Promise<PlanFacts> {
    const folder = mkdtempSync(join(tmpdir(), "gatehouse-recover-"));
    const remove = () => rmSync(folder, { recursive: true, force: true });
    const stop = (signal: NodeJS.Signals) => {
      remove();
      process.kill(process.pid, signal);
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
    for (const signal of signals) {
      process.once(signal, stop);
    }
    try {
      const file = join(folder, "plan");
      writeFileSync(file, "", { mode: 0o600 });
      await this.run("plan", "-input=false", "-no-color", `-out=${file}`);
      return readPlan(await this.run("show", "-json", file));
    } finally {
      remove();
      for (const signal of signals) {
        process.removeListener(signal, stop);
      }
    }
  }

  async import(address: string, id: string): Promise<void> {
    await this.run("import", "-input=false", "-no-color", address, id);
  }

  private async run(...args: readonly string[]): Promise<string> {
    const { command } = this.terraform;
    const { code, text, errors } = await terraformQuietly(command, args, { cwd: this.path });
    if (code !== 0) {
      throw failure(`${command} ${args[0]}`, errors);
    }
    return text;
  }
}

/** Runs Terraform to its end. Rejects with TerraformFailed where it cannot be run. */
export async function terraformQuietly(
  command: string,
  args: readonly string[],
  options: CaptureOptions,
): Promise<Captured> {
  return captured(command, args, options).catch((error: Error) => {
    throw new TerraformFailed(`${command} cannot be run: ${error.message}`);
  });
}

/** What a failed command says on stderr, read for the one failure that a killed deploy leaves behind. */
export function failure(command: string, stderr: string): Error {
  const field = (name: string) => new RegExp(`\\b${name}:\\s+(\\S.*)`).exec(stderr)?.[1]?.trim();
  const id = field("ID");
  if (/Error acquiring the state lock/.test(stderr) && id !== undefined) {
    return new StateLocked(
      id,
      `${field("Who") ?? "somebody"} since ${field("Created") ?? "an unknown time"}`,
    );
  }
  return new TerraformFailed(`${command} has failed:\n${stderr}`);
}
