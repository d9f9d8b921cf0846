import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "../test-support/checkout";
import { environmentText } from "../test-support/environments";
import { BESIDE, NAME } from "./hints";

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** what it said, line by line */
  readonly lines: readonly string[];
  /** the files that it wrote */
  readonly written: readonly string[];
}

/** A checkout that runs `main.ts` with one file after the other, beside one that is right. */
export class Processes {
  private readonly checkout = new Checkout({
    ...BESIDE,
    "right.yaml": environmentText({ environment: "right", domain: { name: "right.example" } }),
  });

  async synth(text: string): Promise<Ended> {
    writeFileSync(join(this.checkout.path, "environments", `${NAME}.yaml`), text);
    // Paths are told from where it runs.
    const { code, stdout, stderr } = await this.checkout.synth();
    const written = Object.keys(this.checkout.written());
    rmSync(this.checkout.output, { recursive: true, force: true });
    return { code, stdout, lines: stderr.trimEnd().split("\n"), written };
  }

  stop(): void {
    this.checkout.remove();
  }
}
