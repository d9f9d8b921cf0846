import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { COMPILED, FOLDER } from "./folders";
import type { Usage } from "./usage";

/** A command of Node's, and the folder that it writes to. */
export interface Program {
  readonly file: string;
  readonly args?: readonly string[];
  readonly output: string;
}

/** The medians of several paired runs. */
export interface Ratio {
  readonly ours: Usage;
  readonly floor: Usage;
  /** ours by the floor's, pair by pair */
  readonly cpu: number;
  readonly memory: number;
}

/** Runs a program to its end; whatever it says is shown only when it fails. */
export function run({ file, args = [], output }: Program): Usage {
  const usage = join(FOLDER, `usage.${process.pid}.json`);
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--require", join(COMPILED, "bench", "usage.js"), file, ...args],
    { env: plainEnvironment({ CDKTF_OUTDIR: output, BENCH_USAGE: usage }), encoding: "utf8" },
  );
  if (status !== 0) {
    throw new Error(`${file} exited with ${status}:\n${stderr}`);
  }
  const taken: Usage = JSON.parse(readFileSync(usage, "utf8"));
  rmSync(usage);
  return taken;
}

/** The floor, ours, the floor, ours ...: what else the machine does falls on both. */
export function compare(floor: Program, ours: Program, pairs: number): Ratio {
  const taken = Array.from({ length: pairs }, () => ({ floor: run(floor), ours: run(ours) }));
  const of = (pick: (pair: (typeof taken)[number]) => number) => median(taken.map(pick));
  return {
    floor: { cpu: of((pair) => pair.floor.cpu), memory: of((pair) => pair.floor.memory) },
    ours: { cpu: of((pair) => pair.ours.cpu), memory: of((pair) => pair.ours.memory) },
    cpu: of((pair) => pair.ours.cpu / pair.floor.cpu),
    memory: of((pair) => pair.ours.memory / pair.floor.memory),
  };
}

/**
 * Seconds of CPU that a command takes, with all that it starts.
 *
 * @see https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#times
 */
export function cpuOf(command: readonly string[], cwd: string, output: string): number {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", '"$@" >&2 || exit; times', "sh", ...command], {
    cwd,
    env: plainEnvironment({ CDKTF_OUTDIR: output, CI: "true", CHECKPOINT_DISABLE: "1" }),
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`${command.join(" ")} exited with ${status}:\n${stderr}`);
  }
  return childrenOf(stdout);
}

/** The second line of `times` is the children's: `0m1.230s 0m0.110s`. */
export function childrenOf(times: string): number {
  const [, children = ""] = times.trimEnd().split("\n");
  const parts = [...children.matchAll(/(\d+)m([\d.,]+)s/g)];
  if (parts.length !== 2) {
    throw new Error(`\`times\` of the shell printed something else: ${times}`);
  }
  return parts.reduce(
    (sum, [, minutes, seconds = ""]) => sum + 60 * Number(minutes) + Number(seconds.replace(",", ".")),
    0,
  );
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** Nothing of the caller's changes what a program does. */
function plainEnvironment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...own };
}
