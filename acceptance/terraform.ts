import { execFile } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, type OwnProcess, spawnDetached } from "../local/processes";
import type { RunFolder } from "./record/folder";
import type { Say } from "./record/say";

/** Terraform has failed; the message is its own. */
export class TerraformFailed extends Error {
  override readonly name = "TerraformFailed";
}

export interface TerraformSettings {
  readonly command: string;
  /** the folder of the synthesized stack */
  readonly stack: string;
  readonly folder: RunFolder;
  readonly env: NodeJS.ProcessEnv;
  readonly say: Say;
}

/** How often a long command says where it is. */
const HEARTBEAT_SECONDS = 30;
/** The JSON of a plan or a state. */
const MOST_BYTES = 50_000_000;

/**
 * Terraform in the folder of a run. What changes something runs in a process group of its own, with its output in a
 * file: the terminal's Ctrl-C does not reach it, and where this process is killed it goes on and writes down what it
 * made.
 */
export class Terraform {
  constructor(private readonly settings: TerraformSettings) {}

  /**
   * Runs a command to its end. Once `signal` is aborted it is asked to stop, finishes what it has begun, and the
   * reason is thrown.
   *
   * @returns the exit code: 0, or 2 of a plan with changes
   * @throws TerraformFailed
   */
  async run(args: readonly string[], signal: AbortSignal): Promise<number> {
    signal.throwIfAborted();
    const { folder, stack, command, env } = this.settings;
    const from = existsSync(folder.log) ? statSync(folder.log).size : 0;
    const child = spawnDetached(command, [`-chdir=${stack}`, ...args], {
      log: folder.log,
      env: this.env(env),
    });
    writeFileSync(folder.processFile, JSON.stringify({ pid: child.pid, startedAt: child.startedAt }), {
      mode: 0o600,
    });
    await this.follow(child, from, signal);
    rmSync(folder.processFile, { force: true });
    signal.throwIfAborted();
    const code = child.exitCode();
    if (code === 0 || (code === 2 && args.includes("-detailed-exitcode"))) {
      return code;
    }
    throw new TerraformFailed(`terraform ${args[0]} has failed:\n${errorsIn(textFrom(folder.log, from))}`);
  }

  /** What a command that only reads has to say. */
  read(args: readonly string[]): Promise<string> {
    const { stack, command, env } = this.settings;
    return new Promise((resolve, reject) => {
      execFile(
        command,
        [`-chdir=${stack}`, ...args],
        { env: this.env(env), maxBuffer: MOST_BYTES },
        (error, stdout, stderr) => {
          if (error === null) resolve(stdout);
          else reject(new TerraformFailed(`terraform ${args[0]} has failed:\n${errorsIn(stderr)}`));
        },
      );
    });
  }

  /** Every managed resource, whether it is tainted: its creation has failed midway. */
  async resources(): Promise<ReadonlyMap<string, { readonly tainted: boolean; readonly id: string }>> {
    const state = JSON.parse(await this.read(["show", "-json", "-no-color"]));
    const listed: readonly StateResource[] = state.values?.root_module?.resources ?? [];
    return new Map(
      listed
        .filter(({ mode }) => mode === "managed")
        .map(({ address, tainted = false, values }) => [
          address,
          { tainted, id: String(values?.["id"] ?? "") },
        ]),
    );
  }

  private async follow(child: ReturnType<typeof spawnDetached>, from: number, signal: AbortSignal) {
    let asked = false;
    let said = Date.now();
    while (child.exitCode() === undefined) {
      if (signal.aborted && !asked) {
        asked = true;
        interrupt(child.pid);
      }
      if (Date.now() - said > HEARTBEAT_SECONDS * 1000) {
        said = Date.now();
        this.settings.say(`  ... ${lastLine(textFrom(this.settings.folder.log, from))}`);
      }
      await sleep(200);
    }
  }

  private env(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
    return {
      ...env,
      TF_IN_AUTOMATION: "1",
      TF_INPUT: "0",
      CHECKPOINT_DISABLE: "1",
      TF_VAR_origin_secret: this.settings.folder.secret,
    };
  }
}

interface StateResource {
  readonly address: string;
  readonly mode: string;
  readonly tainted?: boolean;
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Ends the Terraform that a killed run has left behind, gently: it writes down what it made. */
export async function endLeftBehind({ processFile }: RunFolder, say: Say): Promise<void> {
  if (!existsSync(processFile)) return;
  const left: OwnProcess = JSON.parse(readFileSync(processFile, "utf8"));
  if (isAlive(left)) {
    say(`Terraform of the run still runs as process ${left.pid}: asking it to stop ...`);
    interrupt(left.pid);
    while (isAlive(left)) await sleep(500);
  }
  rmSync(processFile);
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch {
    // It has ended in between.
  }
}

function textFrom(file: string, from: number): string {
  const size = statSync(file).size - from;
  const text = Buffer.alloc(Math.max(0, size));
  const descriptor = openSync(file, "r");
  try {
    readSync(descriptor, text, 0, text.length, from);
  } finally {
    closeSync(descriptor);
  }
  return text.toString("utf8");
}

function lastLine(text: string): string {
  return text.trimEnd().split("\n").at(-1)?.trim() || "waiting for Terraform";
}

/** The errors of what Terraform has printed, or else its end. */
function errorsIn(text: string): string {
  const lines = text.trimEnd().split("\n");
  const first = lines.findIndex((each) => /^[│|]?\s*Error: /.test(each));
  return (first < 0 ? lines.slice(-15) : lines.slice(first, first + 60)).join("\n");
}
