import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The Terraform (or OpenTofu) that tests run. */
export const TERRAFORM = process.env.TERRAFORM_BINARY_NAME ?? "terraform";

/** Each command begins with reading the provider's large schema: with Go's default a third of it is clean-up. */
const FEWER_COLLECTIONS = "400";

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** both streams, as they came, without colours */
  readonly text: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** called for each piece of output as it comes */
  readonly onOutput?: (text: string, pid: number) => void;
  /** called with the process as it starts */
  readonly onStart?: (child: ChildProcess) => void;
}

/** Runs a command to its end; the exit code is for the caller to judge. */
export function run(command: string, args: readonly string[], options: RunOptions): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    options.onStart?.(child);
    let stdout = "";
    let stderr = "";
    let text = "";
    const collect = (add: (piece: string) => void) => (chunk: Buffer) => {
      const piece = chunk.toString();
      add(piece);
      text += piece;
      options.onOutput?.(piece, child.pid ?? 0);
    };
    child.stdout.on(
      "data",
      collect((piece) => {
        stdout += piece;
      }),
    );
    child.stderr.on(
      "data",
      collect((piece) => {
        stderr += piece;
      }),
    );
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr, text }));
  });
}

/** One change of a plan, as `terraform show -json` tells it. */
export interface ResourceChange {
  readonly address: string;
  readonly type: string;
  readonly mode: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Record<string, unknown> | null;
    readonly after: Record<string, unknown> | null;
    readonly after_unknown: Record<string, unknown>;
  };
}

export interface Plan {
  /** 0: nothing to do, 2: changes */
  readonly code: number | null;
  readonly text: string;
  /** every resource, those that stay as they are too; nothing for a plan that is empty */
  readonly changes: readonly ResourceChange[];
  /** address -> "create", "update", "delete", "create+delete" (create before destroy), "delete+create" */
  readonly actions: Record<string, string>;
}

/** A folder that holds a root configuration, and the Terraform commands that tests give in it. */
export class TerraformFolder {
  private readonly running = new Set<ChildProcess>();

  constructor(
    readonly path: string,
    readonly env: NodeJS.ProcessEnv = process.env,
  ) {}

  static temporary(json: string, env?: NodeJS.ProcessEnv): TerraformFolder {
    const path = mkdtempSync(join(tmpdir(), "gatehouse-"));
    const folder = new TerraformFolder(path, env);
    folder.write(json);
    return folder;
  }

  write(json: string): void {
    mkdirSync(this.path, { recursive: true });
    writeFileSync(join(this.path, "cdk.tf.json"), json);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  terraform(args: readonly string[], onOutput?: RunOptions["onOutput"]): Promise<Finished> {
    return run(TERRAFORM, args, {
      cwd: this.path,
      env: { GOGC: FEWER_COLLECTIONS, ...this.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1" },
      onOutput,
      onStart: (child) => {
        this.running.add(child);
        child.once("close", () => this.running.delete(child));
      },
    });
  }

  /** Ends the commands that still run, as a test leaves them that took too long. */
  async stop(): Promise<void> {
    await Promise.all([...this.running].map(stopTerraform));
  }

  /** Like `terraform`, but a failure is the test's failure, with Terraform's own words. */
  async succeed(args: readonly string[]): Promise<Finished> {
    const finished = await this.terraform(args);
    if (finished.code !== 0) {
      throw new Error(`terraform ${args.join(" ")} exited with ${finished.code}:\n${finished.text}`);
    }
    return finished;
  }

  init(...args: string[]): Promise<Finished> {
    return this.succeed(["init", "-input=false", "-no-color", ...args]);
  }

  apply(...args: string[]): Promise<Finished> {
    return this.succeed(["apply", "-auto-approve", "-input=false", "-no-color", ...args]);
  }

  destroy(): Promise<Finished> {
    return this.succeed(["destroy", "-auto-approve", "-input=false", "-no-color"]);
  }

  async plan(...args: string[]): Promise<Plan> {
    const plan = await this.terraform([
      ...["plan", "-input=false", "-no-color", "-detailed-exitcode", "-out=plan.bin"],
      ...args,
    ]);
    if (plan.code !== 0 && plan.code !== 2) {
      throw new Error(`terraform plan exited with ${plan.code}:\n${plan.text}`);
    }
    if (plan.code === 0) {
      rmSync(join(this.path, "plan.bin"));
      return { code: plan.code, text: plan.text, changes: [], actions: {} };
    }
    const shown = await this.succeed(["show", "-json", "plan.bin"]);
    rmSync(join(this.path, "plan.bin"));
    const changes: ResourceChange[] = JSON.parse(shown.stdout).resource_changes ?? [];
    return { code: plan.code, text: plan.text, changes, actions: actionsOf(changes) };
  }

  async outputs(): Promise<Record<string, unknown>> {
    const { stdout } = await this.succeed(["output", "-json"]);
    const outputs: Record<string, { value: unknown }> = JSON.parse(stdout);
    return Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, value]));
  }

  async addresses(): Promise<string[]> {
    const { stdout } = await this.succeed(["state", "list"]);
    return stdout.split("\n").filter((line) => line !== "");
  }
}

/** A second signal makes Terraform leave at once, its providers with it; the first alone makes it finish what it does. */
async function stopTerraform(child: ChildProcess): Promise<void> {
  const closed = once(child, "close").then(() => true);
  for (const signal of ["SIGTERM", "SIGTERM", "SIGKILL"] as const) {
    child.kill(signal);
    if (await Promise.race([closed, sleep(2000, false)])) {
      return;
    }
  }
}

function actionsOf(changes: readonly ResourceChange[]): Record<string, string> {
  const acting = changes.filter(
    ({ mode, change }) => mode === "managed" && change.actions.some((action) => action !== "no-op"),
  );
  return Object.fromEntries(acting.map(({ address, change }) => [address, change.actions.join("+")]));
}
