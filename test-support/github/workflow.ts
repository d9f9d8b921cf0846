import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { z } from "zod";

const text = z.string();
const env = z.record(text, z.union([text, z.number(), z.boolean()]).transform(String));

const step = z.strictObject({
  name: text.optional(),
  id: text.optional(),
  if: text.optional(),
  uses: text.optional(),
  with: env.optional(),
  run: text.optional(),
  env: env.optional(),
});

const job = z.strictObject({
  needs: text.optional(),
  if: text.optional(),
  environment: text.optional(),
  "runs-on": z.literal("ubuntu-latest"),
  "timeout-minutes": z.number(),
  permissions: z.record(text, z.enum(["read", "write"])),
  outputs: env.optional(),
  steps: z.array(step),
});

const workflow = z.strictObject({
  name: text,
  on: z.record(text, z.unknown()),
  permissions: z.strictObject({}),
  concurrency: z.strictObject({ group: text, "cancel-in-progress": z.boolean() }),
  env,
  defaults: z.strictObject({ run: z.strictObject({ shell: z.literal("bash") }) }),
  jobs: z.record(text, job),
});

export type Workflow = z.infer<typeof workflow>;
export type Job = z.infer<typeof job>;
export type Step = z.infer<typeof step>;

/** Reads a workflow of the form that ours have: a key beyond it is an error, so that none goes unnoticed. */
export function readWorkflow(path: string): Workflow {
  return workflow.parse(parse(readFileSync(path, "utf8")));
}

/** What a step's `uses` names, without the commit. */
export function actionOf(uses: string): string {
  return uses.replace(/@.*/, "");
}
