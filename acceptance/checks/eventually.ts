import { setTimeout as sleep } from "node:timers/promises";
import type { Verdict } from "./verdict";

export interface Patience {
  /** how long a check may fail before it has failed */
  readonly seconds: number;
  /** @default 5 */
  readonly every?: number;
  /** ends the waiting */
  readonly signal?: AbortSignal;
}

/** Repeats a check that fails: names and edge locations take their time. What passes late says so. */
export async function eventually(
  look: () => Promise<Verdict>,
  { seconds, every = 5, signal }: Patience,
): Promise<Verdict> {
  const begun = Date.now();
  for (let tries = 1; ; tries++) {
    const verdict = await look();
    const late = Date.now() - begun + every * 1000 > seconds * 1000;
    if (verdict.status !== "FAIL" || late || signal?.aborted) {
      const after = `${Math.round((Date.now() - begun) / 1000)} s and ${tries} attempts`;
      return tries === 1 ? verdict : { ...verdict, seen: `${verdict.seen}, after ${after}` };
    }
    await sleep(every * 1000, undefined, { ...(signal && { signal }) }).catch(() => undefined);
  }
}
