import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { parse } from "yaml";
import { extend } from "../../stacks/extension";
import { WebStack } from "../../stacks/web-stack";
import { load } from "../environments";
import { CHECKOUT } from "./environment-file";

/** Where an environment was synthesized to. */
export interface SynthesizedTo {
  /** the environment's name */
  readonly name: string;
  /** the folder that holds its cdk.tf.json */
  readonly folder: string;
}

/** Synthesizes the text of an environment file into `outdir`, as `main.ts` does with a file. */
export function synthesize(text: string, outdir: string): SynthesizedTo {
  const { environment } = load(text, String(parse(text).environment));
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  extend(new WebStack(app, environment), join(CHECKOUT, "environments"));
  app.synth();
  const name = environment.environment;
  return { name, folder: join(outdir, "stacks", name) };
}
