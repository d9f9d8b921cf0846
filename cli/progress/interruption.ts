/** How a run was cut short. */
export type Interruption =
  /** Terraform was told to stop, and wrote down what it had made */
  | "stopped"
  /** a second Control-C: Terraform ended at once */
  | "at once";

/** Signals this close together are one: `npm` passes on to us what the terminal has sent us already. */
const SAME = 500;

export interface Interrupts {
  /** called for the first signal, and for each further Control-C */
  readonly onInterrupt: (count: number, signal: NodeJS.Signals) => void;
  /** milliseconds @default Date.now */
  readonly now?: () => number;
}

/**
 * Takes the signals that ask us to stop, until the returned function is called. Meanwhile none of them ends us.
 *
 * Only Control-C counts as asking again: a pipeline that cancels sends SIGINT, then SIGTERM seconds later, and
 * Terraform is to have those seconds.
 */
export function onInterrupts({ onInterrupt, now = Date.now }: Interrupts): () => void {
  let count = 0;
  let last = Number.NEGATIVE_INFINITY;
  const take = (signal: NodeJS.Signals) => {
    const again = now() - last < SAME || (count > 0 && signal !== "SIGINT");
    last = now();
    if (!again) {
      count++;
      onInterrupt(count, signal);
    }
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) {
    process.on(signal, take);
  }
  return () => {
    for (const signal of signals) {
      process.removeListener(signal, take);
    }
  };
}
