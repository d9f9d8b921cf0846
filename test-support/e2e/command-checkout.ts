import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assertLocal } from "../../local/world";
import { Checkout } from "../checkout";
import type { Finished } from "../terraform";
import { CHECKOUT } from "./environment-file";
import { runKilled } from "./killed";

/** What commands need beside what synth needs. */
const PARTS = ["cli", "local", "tools", "gatehouse", "help"];

/** A checkout of its own whose commands can be run and killed: what they leave behind lies in it. */
export class CommandCheckout {
  private readonly checkout = new Checkout({});
  private readonly running = new Set<ChildProcess>();

  /** @param env of a local AWS */
  constructor(private readonly env: NodeJS.ProcessEnv) {
    assertLocal(env);
    for (const part of PARTS) {
      cpSync(join(CHECKOUT, part), join(this.path, part), { recursive: true });
    }
  }

  get path(): string {
    return this.checkout.path;
  }

  /** Writes environments/NAME.yaml. */
  write(name: string, text: string): void {
    writeFileSync(join(this.path, "environments", `${name}.yaml`), text);
  }

  gatehouse(...args: readonly string[]): Promise<Finished> {
    return this.run(args);
  }

  /**
   * Runs a command until `isTime`, and then kills it with all that it has started, as a machine does that loses its
   * power.
   *
   * @param isTime handed what was printed until then
   */
  gatehouseKilled(args: readonly string[], isTime: (printed: string) => boolean): Promise<Finished> {
    return this.run(args, isTime);
  }

  /** Everything is ended and removed. */
  async remove(): Promise<void> {
    for (const child of this.running) {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    }
    this.checkout.remove();
  }

  private async run(
    args: readonly string[],
    isTime: (printed: string) => boolean = () => false,
  ): Promise<Finished> {
    const { path: cwd, env } = this;
    let started: ChildProcess | undefined;
    const onStart = (child: ChildProcess) => {
      started = child;
      this.running.add(child);
    };
    try {
      return await runKilled(join(this.path, "gatehouse"), args, { cwd, env, onStart, isTime });
    } finally {
      if (started !== undefined) this.running.delete(started);
    }
  }
}
