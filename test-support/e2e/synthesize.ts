import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { parse } from "yaml";
import { loadEnvironment } from "../../config/load";
import { WebStack } from "../../stacks/web-stack";

/** Where an environment was synthesized to. */
export interface SynthesizedTo {
  /** the environment's name */
  readonly name: string;
  /** the folder that holds its cdk.tf.json */
  readonly folder: string;
}

/** Synthesizes the text of an environment file into `outdir`, as `main.ts` does with a file. */
export function synthesize(text: string, outdir: string): SynthesizedTo {
  const files = mkdtempSync(join(tmpdir(), "gatehouse-file-"));
  try {
    const file = join(files, `${parse(text).environment}.yaml`);
    writeFileSync(file, text);
    const { environment } = loadEnvironment(file);
    mkdirSync(outdir, { recursive: true });
    const app = new App({ outdir });
    new WebStack(app, environment);
    app.synth();
    const name = environment.environment;
    return { name, folder: join(outdir, "stacks", name) };
  } finally {
    rmSync(files, { recursive: true, force: true });
  }
}
