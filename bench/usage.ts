import { writeFileSync } from "node:fs";

/** What a process took, as it writes it to the file `BENCH_USAGE` when it ends. */
export interface Usage {
  /** seconds of CPU, user and system */
  readonly cpu: number;
  /** megabytes of memory at its most */
  readonly memory: number;
}

const file = process.env["BENCH_USAGE"];

if (file !== undefined) {
  process.on("exit", () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const usage: Usage = { cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 };
    writeFileSync(file, JSON.stringify(usage));
  });
}
