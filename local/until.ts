import { existsSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { end, type Spawned } from "./processes";

const LINES_SHOWN = 15;

export interface Wait {
  readonly what: string;
  readonly log: string;
  readonly seconds: number;
  /** ends the wait, and the process */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until a process that was just started is ready.
 *
 * @throws with the end of its log where it ends before, or takes too long; it is ended then
 */
export async function until<Ready>(
  process: Spawned,
  { what, log, seconds, signal }: Wait,
  ready: () => Promise<Ready | undefined>,
): Promise<Ready> {
  const deadline = Date.now() + seconds * 1000;
  while (process.exitCode() === undefined && Date.now() < deadline && !signal?.aborted) {
    const result = await ready();
    if (result !== undefined) {
      return result;
    }
    await sleep(100);
  }
  const ended = process.exitCode() !== undefined;
  await end(process);
  signal?.throwIfAborted();
  throw new Error(
    [
      ended ? `${what} ended as it started` : `${what} was not ready within ${seconds} s`,
      `the end of ${log}:`,
      tail(log),
    ].join("\n"),
  );
}

function tail(log: string): string {
  return existsSync(log)
    ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-LINES_SHOWN).join("\n")
    : "(empty)";
}
