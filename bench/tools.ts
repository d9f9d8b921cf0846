import { join } from "node:path";
import { Checkout } from "../test-support/checkout";
import { cpuOf, median } from "./measure";
import type { Options } from "./options";
import { EXAMPLE, prepare } from "./workshop";

const ROUNDS = 3;

/** What the ways to synthesize add to the synth itself: tsx, which compiles as it loads, and cdktf-cli around it. */
export function benchTools({ pairs }: Options): boolean {
  const { ours } = prepare("tools", { example: EXAMPLE });
  const checkout = new Checkout({ "example.yaml": EXAMPLE });
  try {
    const bin = (name: string) => join(checkout.path, "node_modules", name);
    const loader = bin("tsx/dist/loader.mjs");
    const commands = {
      compiled: [process.execPath, ours.file],
      tsx: [process.execPath, "--import", loader, "main.ts"],
      "cdktf synth": [bin(".bin/cdktf"), "synth", "--output", checkout.output],
    };
    const rounds = Array.from({ length: Math.min(ROUNDS, pairs) }, () =>
      Object.entries(commands).map(
        ([name, command]) => [name, cpuOf(command, checkout.path, checkout.output)] as const,
      ),
    );
    const of = (name: string) =>
      median(rounds.map((round) => round.find(([each]) => each === name)?.[1] ?? Number.NaN));
    const [compiled, tsx, synth] = [of("compiled"), of("tsx"), of("cdktf synth")];
    console.log(
      `ways to synthesize the example, CPU with all that they start, median of ${rounds.length} rounds`,
    );
    console.log(`  compiled     ${compiled.toFixed(2)} s`);
    console.log(`  tsx          ${tsx.toFixed(2)} s: adds ${(tsx - compiled).toFixed(2)} s`);
    console.log(`  cdktf synth  ${synth.toFixed(2)} s: adds ${(synth - tsx).toFixed(2)} s to that`);
  } finally {
    checkout.remove();
  }
  return true;
}
