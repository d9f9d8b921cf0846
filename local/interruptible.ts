const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** The person has pressed Control-C, or a pipeline was cancelled. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";
}

/**
 * Does work that must not be left half done: an interrupt meanwhile does not end this process, but aborts the signal,
 * and the work is to throw as soon as it can.
 *
 * @throws Interrupted where the work came to its end before it noticed
 */
export async function interruptible<Result>(
  message: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const controller = new AbortController();
  const stop = () => controller.abort(new Interrupted(message));
  for (const signal of SIGNALS) {
    process.on(signal, stop);
  }
  try {
    const result = await work(controller.signal);
    controller.signal.throwIfAborted();
    return result;
  } finally {
    for (const signal of SIGNALS) {
      process.removeListener(signal, stop);
    }
  }
}
