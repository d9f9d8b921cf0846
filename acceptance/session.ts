import { join } from "node:path";
import { Clients } from "./aws/clients";
import type { RunFolder } from "./record/folder";
import type { CheckLine, RunRecord } from "./record/record";
import { clock, type Say } from "./record/say";
import { type Stop, Stopped } from "./record/stop";
import { stackFolder, synthesize } from "./stack/synthesize";
import { Terraform } from "./terraform";

/** A run at work: its record, which is written down at each change, and what acts on AWS. */
export class Session {
  readonly terraform: Terraform;
  readonly clients: Clients;

  constructor(
    readonly folder: RunFolder,
    private known: RunRecord,
    readonly command: string,
    readonly stop: Stop,
    readonly say: Say,
    readonly env: NodeJS.ProcessEnv = process.env,
  ) {
    this.clients = new Clients(known.description.region, env);
    this.terraform = new Terraform({ command, stack: this.stack, folder, env, say });
  }

  get record(): RunRecord {
    return this.known;
  }

  get stack(): string {
    return stackFolder(this.folder.path, this.known.description);
  }

  /** The plan that was shown: removed once it is applied, since it holds the secret. */
  get plan(): string {
    return join(this.folder.path, "plan.bin");
  }

  update(changes: Partial<RunRecord>): void {
    this.known = { ...this.known, ...changes };
    this.folder.write(this.known);
  }

  /** Says a check's line, and writes it down. */
  add(line: CheckLine): void {
    this.say(`  ${line.status.padEnd(7)} ${line.claim}: ${line.seen}`);
    this.update({ checks: [...this.known.checks.filter(({ id }) => id !== line.id), line] });
  }

  /** Writes the configuration anew. */
  synthesize(protect: boolean): void {
    const { description, openTo } = this.known;
    const stage = { protect, ...(openTo !== undefined && { openTo }) };
    for (const warning of synthesize(this.folder.path, description, stage)) {
      this.say(`warning: ${warning}`);
    }
  }

  /** Runs a command of Terraform that changes something in AWS. */
  async change(args: readonly string[], signal: AbortSignal): Promise<void> {
    const from = this.known.existed.from ?? new Date().toISOString();
    this.update({ state: "changing", existed: { from } });
    await this.terraform.run(args, signal);
    this.update({ state: "deployed" });
  }

  /** A step of the run, announced and timed; what it throws is written down and thrown on. */
  async step<Result>(name: string, usually: string, work: () => Promise<Result>): Promise<Result> {
    this.say(`${name}: usually ${usually} ...`);
    const begun = Date.now();
    const end = (outcome: "done" | "failed" | "stopped", reason?: string) => {
      const seconds = Math.round((Date.now() - begun) / 1000);
      const startedAt = new Date(begun).toISOString();
      const step = { name, startedAt, seconds, outcome, ...(reason !== undefined && { reason }) };
      this.update({ steps: [...this.known.steps, step] });
      this.say(`${name}: ${outcome} after ${clock(seconds)}`);
    };
    try {
      const result = await work();
      end("done");
      return result;
    } catch (error) {
      end(
        error instanceof Stopped ? "stopped" : "failed",
        error instanceof Error ? error.message : String(error),
      );
      throw error;
    }
  }

  destroy(): void {
    this.clients.destroy();
  }
}
