import { keepHalfMade, type StateFolder } from "./half-made";
import { onInterrupts } from "./interruption";
import type { ProgressFinished } from "./run";

export interface GoOn {
  /** the command that goes on */
  readonly command: string;
  /** for a Terraform that was stopped at once: what takes over what it was making, in words */
  readonly recovery: string;
  /** @default console.error */
  readonly say?: (line: string) => void;
}

/**
 * What follows a run that was interrupted: what was being made is kept for the next run to complete, and the person
 * is told where they stand. Nothing for a run that was not.
 *
 * @example
 * await settle(finished, state, { command: "npm start", recovery: "npm start takes it over" });
 */
export async function settle(
  { interrupted, making }: ProgressFinished,
  state: StateFolder | undefined,
  { command, recovery, say = console.error }: GoOn,
): Promise<void> {
  if (interrupted === undefined) {
    return;
  }
  const release = onInterrupts({ onInterrupt: () => say("a moment: the state is being written") });
  try {
    const kept = state === undefined ? [] : await keepHalfMade(state, (address) => making.includes(address));
    for (const address of kept) {
      say(`${address} was being made: the next run completes it`);
    }
    const lost = making.filter((address) => !kept.includes(address));
    if (interrupted === "at once" && lost.length > 0) {
      say(`may be in AWS and not in the state: ${lost.join(", ")}; ${recovery}`);
    }
    say(`Stopped. What was made is in the state file. To go on from there: ${command}`);
  } finally {
    release();
  }
}
