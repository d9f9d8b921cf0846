import { EXIT } from "../../cli/exit-codes";
import type { Say } from "./say";

/** Work was given up: somebody pressed Ctrl-C, or the time that was paid for is over. */
export class Stopped extends Error {
  override readonly name = "Stopped";
}

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** What a first request leads to. */
const CONSEQUENCE = {
  look: "stopping; nothing was made",
  work: "the teardown follows, once what runs has stopped; once more leaves everything as it is",
  teardown: "the teardown goes on; once more stops it too, and leaves what is left",
} as const;

/**
 * What ends a run early. The first request ends the work, after which comes the teardown; the second ends the
 * teardown too, the third waits for nothing.
 */
export class Stop {
  private readonly first = new AbortController();
  private readonly second = new AbortController();
  private last = Number.NEGATIVE_INFINITY;
  private timer: NodeJS.Timeout | undefined;
  private goOn = "";
  private phase: keyof typeof CONSEQUENCE = "look";

  constructor(
    private readonly say: Say,
    private readonly now: () => number = Date.now,
    private readonly leave: () => void = () => process.exit(EXIT.failed),
  ) {}

  /** Aborted by the first request. */
  get work(): AbortSignal {
    return this.first.signal;
  }

  /** Aborted by the second. */
  get teardown(): AbortSignal {
    return this.second.signal;
  }

  /** Takes the signals of a terminal; the function gives them back. */
  listen(): () => void {
    const onSignal = (signal: NodeJS.Signals) => this.signalled(signal);
    for (const signal of SIGNALS) process.on(signal, onSignal);
    return () => {
      clearTimeout(this.timer);
      for (const signal of SIGNALS) process.removeListener(signal, onSignal);
    };
  }

  /** Ends the work at a time; a teardown that has begun is left alone. */
  endAt(time: number, reason: string): void {
    this.timer = setTimeout(() => this.endWork(reason), Math.max(0, time - this.now()));
    this.timer.unref();
  }

  /**
   * From here on there is something to tear down.
   *
   * @param goOn the command that does so later
   */
  beginWork(goOn: string): void {
    this.phase = "work";
    this.goOn = goOn;
  }

  /** From here on the first request is no news: what it asks for is being done. */
  beginTeardown(): void {
    this.phase = "teardown";
    clearTimeout(this.timer);
  }

  /**
   * npm hands on what the terminal has sent to both: one key press is two signals. Only Control-C counts as asking
   * again: a pipeline that cancels sends SIGINT, then SIGTERM seconds later, and the teardown is to go on.
   */
  signalled(signal: string): void {
    const isSame = this.now() - this.last < 1000;
    if (isSame || (this.first.signal.aborted && signal !== "SIGINT")) return;
    this.last = this.now();
    if (!this.first.signal.aborted) {
      this.endWork(`stopped by ${signal}`);
    } else if (!this.second.signal.aborted) {
      this.say(`stopping without a teardown, once what runs has stopped; go on later with: ${this.goOn}`);
      this.second.abort(new Stopped(`stopped by a second ${signal}`));
    } else {
      // Terraform, if it still runs, goes on by itself and writes down what it made.
      this.say(`leaving; go on with: ${this.goOn}`);
      this.leave();
    }
  }

  private endWork(reason: string): void {
    if (this.first.signal.aborted) return;
    this.say(`${reason}: ${CONSEQUENCE[this.phase]}`);
    this.first.abort(new Stopped(reason));
  }
}
