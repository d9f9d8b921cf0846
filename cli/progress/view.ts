import type { Screen } from "./screen";
import { type TerraformEvent, TerraformLines } from "./terraform-lines";
import { spokenSeconds } from "./time";
import { type Action, type Usual, usuallyTakes, usualOf, type Where, waitedFor } from "./usual";

/** When a wait that goes on is named again in plain lines, in seconds; later than all: every time the last. */
const REMINDERS = [60, 120, 300];
/** A wait that usually takes this long is announced, in seconds. */
const LONG = 60;

interface Wait {
  readonly address: string;
  readonly action: Action;
  readonly since: number;
  readonly usual: Usual | undefined;
  /** seconds, of the reminder before */
  reminded: number;
}

export interface ViewOptions {
  readonly screen: Screen;
  /** @default "aws" */
  readonly where?: Where;
  /** milliseconds @default Date.now */
  readonly now?: () => number;
}

const VERBS: Readonly<Record<Action, string>> = {
  create: "creating",
  update: "modifying",
  destroy: "destroying",
  read: "reading",
  fetch: "fetching",
};

/**
 * Terraform's output as a person is to see it: every line unchanged but the "Still creating..." ones, in place of
 * which stands what is waited for and how long it usually takes.
 */
export class TerraformView {
  private readonly lines = new TerraformLines();
  private readonly waits = new Map<string, Wait>();
  private readonly now: () => number;
  private partial = "";
  private phase: { readonly text: string; readonly since: number } | undefined;

  constructor(private readonly options: ViewOptions) {
    this.now = options.now ?? Date.now;
  }

  /** What is being made now. */
  get making(): readonly string[] {
    return [...this.waits.values()].filter(({ action }) => action === "create").map(({ address }) => address);
  }

  /** What is waited for where Terraform does not say; undefined for nothing. */
  begin(phase: string | undefined): void {
    this.phase = phase === undefined ? undefined : { text: phase, since: this.now() };
  }

  /** The output as it comes, in pieces of any size. */
  write(chunk: string): void {
    const lines = `${this.partial}${chunk}`.split(/(?<=\n)/);
    const last = lines.at(-1) ?? "";
    this.partial = last.endsWith("\n") ? "" : (lines.pop() ?? "");
    let kept = "";
    for (const line of lines) {
      const event = this.lines.read(line);
      const before = event === undefined ? "" : this.take(event);
      kept += event?.kind === "still" ? "" : line;
      kept += before;
    }
    this.options.screen.pass(kept);
    // A question has no end of line, and is to be seen before it is answered.
    if (/Enter a value:\s*$/.test(this.partial)) {
      this.flush();
    }
    this.tick();
  }

  /** Once a second or so. */
  tick(): void {
    const { screen } = this.options;
    if (screen.plain) {
      for (const wait of this.waits.values()) {
        this.remind(wait);
      }
    } else {
      screen.show(this.status());
    }
  }

  /** Nothing more comes. */
  end(): void {
    this.flush();
    this.phase = undefined;
    this.options.screen.show("");
  }

  private flush(): void {
    this.options.screen.pass(this.partial);
    this.partial = "";
  }

  /** The line of ours that belongs below the one of the event. */
  private take(event: TerraformEvent): string {
    switch (event.kind) {
      case "started":
        return this.start(event.address, event.action, 0);
      case "phase":
        this.begin(event.phase);
        return "";
      case "still":
        return this.waits.has(event.address) ? "" : this.start(event.address, event.action, event.elapsed);
      case "done":
      case "failed":
        this.waits.delete(event.address);
        return "";
      case "stopping":
        return "";
    }
  }

  private start(address: string, action: Action, elapsed: number): string {
    const usual = usualOf(address, action, this.options.where);
    this.waits.set(address, {
      address,
      action,
      since: this.now() - elapsed * 1000,
      usual,
      reminded: elapsed,
    });
    return this.options.screen.plain && usual !== undefined && usual.from >= LONG
      ? `${address}: waiting for ${waitedFor(usual)}; ${usuallyTakes(usual)}\n`
      : "";
  }

  private remind(wait: Wait): void {
    const elapsed = this.elapsed(wait.since);
    const last = REMINDERS.at(-1) ?? 0;
    const due = REMINDERS.find((each) => each > wait.reminded) ?? wait.reminded + last;
    if (elapsed < due) {
      return;
    }
    wait.reminded = elapsed;
    const { address, action, usual } = wait;
    const time = spokenSeconds(elapsed);
    this.options.screen.line(
      usual === undefined
        ? `${address}: still ${VERBS[action]}, ${time}`
        : `${address}: still waiting for ${waitedFor(usual)}, ${time}; ${describe(usual, elapsed)}`,
    );
  }

  private status(): string {
    const [first, ...others] = [...this.waits.values()].sort(
      (a, b) => (b.usual?.to ?? 0) - (a.usual?.to ?? 0) || a.since - b.since,
    );
    if (first === undefined) {
      return this.phase === undefined
        ? ""
        : `${this.phase.text} (${spokenSeconds(this.elapsed(this.phase.since))})`;
    }
    const { address, action, since, usual } = first;
    const elapsed = this.elapsed(since);
    const time = spokenSeconds(elapsed);
    const more = others.length === 0 ? "" : ` and ${others.length} more`;
    return usual === undefined
      ? `${VERBS[action]} ${address} (${time})${more}`
      : `waiting for ${usual.what} ${address} (${time}; ${describe(usual, elapsed)})${more}`;
  }

  private elapsed(since: number): number {
    return Math.floor((this.now() - since) / 1000);
  }
}

function describe(usual: Usual, elapsed: number): string {
  const longer = elapsed > (usual.atTimes ?? usual.to) ? ", so longer than usual" : "";
  return `${usuallyTakes(usual)}${longer}`;
}
