/** Where a run's progress goes, line by line. */
export type Say = (line: string) => void;

/** Lines with the time since the beginning. */
export function timed(print: Say, now: () => number = Date.now): Say {
  const begun = now();
  return (line) => print(`[${clock((now() - begun) / 1000)}] ${line}`);
}

/** Seconds as minutes and seconds: 03:07. */
export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60)).padStart(2, "0")}:${String(whole % 60).padStart(2, "0")}`;
}
