import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, type OwnProcess, processesBelow, signalGroup } from "../../local/processes";

/** How long a Terraform may outlive the command that has started it, in seconds. */
const PATIENCE = 120;

/**
 * A command in a process group of its own, so that a Control-C on the terminal reaches us alone, and how it is
 * stopped without harm: cdktf-cli on SIGINT drops the terminal that its Terraform runs on, which kills Terraform
 * midway. So Terraform itself is told, and whoever has started it sees it end.
 */
export class Stoppable {
  private readonly told = new Map<number, OwnProcess>();

  constructor(
    private readonly pid: number,
    /** the program that is Terraform */
    private readonly terraform: string,
  ) {}

  /**
   * Asks Terraform to stop. Where none runs, which is when nothing is being made, it ends the whole group.
   *
   * @returns whether a Terraform runs
   */
  interrupt(): boolean {
    const running = this.terraforms();
    for (const each of running) {
      this.told.set(each.pid, each);
      process.kill(each.pid, "SIGINT");
    }
    if (running.length === 0) {
      signalGroup(this.pid, "SIGTERM");
    }
    return running.length > 0;
  }

  /** Ends everything that is left, at once. */
  kill(): void {
    signalGroup(this.pid, "SIGKILL");
  }

  /** Until no Terraform that was told to stop writes any more. */
  async ended(): Promise<void> {
    for (let waited = 0; waited < PATIENCE * 10 && [...this.told.values()].some(isAlive); waited++) {
      await sleep(100);
    }
  }

  /** Those that have none below them: a script by the name of Terraform may stand in front of it. */
  private terraforms(): readonly OwnProcess[] {
    const all = processesBelow(this.pid).filter(({ words }) =>
      words.slice(0, 2).some((word) => basename(word) === basename(this.terraform)),
    );
    return all.filter(({ pid }) => !all.some(({ parent }) => parent === pid));
  }
}
