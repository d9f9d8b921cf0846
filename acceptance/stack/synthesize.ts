import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App } from "cdktf";
import { loadEnvironment } from "../../config/load";
import { WebStack } from "../../stacks/web-stack";
import { type Description, environmentOf, type Stage } from "./description";
import { addEchoBackend } from "./echo-backend";
import { environmentFile } from "./environment-file";

/** The folder in which Terraform runs. */
export function stackFolder(folder: string, description: Pick<Description, "id">): string {
  return join(folder, "cdktf.out", "stacks", environmentOf(description));
}

/**
 * Writes the environment file of a run, and synthesizes it as `main.ts` does with those of the checkout, with the
 * instance added.
 *
 * @returns what a person should know of it that is no error
 * @throws BadInput where the domain makes an environment that cannot be
 */
export function synthesize(folder: string, description: Description, stage: Stage): readonly string[] {
  const environments = join(folder, "environments");
  mkdirSync(environments, { recursive: true });
  const file = join(environments, `${environmentOf(description)}.yaml`);
  writeFileSync(file, environmentFile(description, stage));
  const { environment, warnings } = loadEnvironment(file);
  const app = new App({ outdir: join(folder, "cdktf.out") });
  const stack = new WebStack(app, environment);
  addEchoBackend(stack, description, stage);
  app.synth();
  return [...warnings, ...stack.warnings];
}
