import { z } from "zod";
import { descriptionSchema } from "../stack/description";

const step = z.object({
  name: z.string(),
  startedAt: z.string(),
  seconds: z.number(),
  outcome: z.enum(["done", "failed", "stopped"]),
  /** why, where it is not done */
  reason: z.string().optional(),
});

const line = z.object({
  id: z.string(),
  claim: z.string(),
  status: z.enum(["OK", "FAIL", "SKIPPED"]),
  seen: z.string(),
});

/** Everything that is known of a run: what its teardown needs, and what its report says. */
export const recordSchema = z.object({
  form: z.literal(1),
  place: z.enum(["AWS", "local AWS"]),
  description: descriptionSchema,
  startedAt: z.string(),
  /** where the report goes, absolute */
  report: z.string(),
  /** `changing` while Terraform changes something: what it was about to write down may be missing */
  state: z.enum(["planned", "changing", "deployed", "torn down"]),
  /** whether everything was there once */
  complete: z.boolean(),
  /** the address that was let in for the checks */
  openTo: z.string().optional(),
  versions: z.record(z.string(), z.string()),
  cost: z.object({
    asOf: z.string(),
    limit: z.number(),
    hours: z.number(),
    total: z.number(),
    items: z.array(z.object({ what: z.string(), dollars: z.number() })),
  }),
  /** from the first change to the last */
  existed: z.object({ from: z.string().optional(), to: z.string().optional() }),
  steps: z.array(step),
  checks: z.array(line),
  /** what stands in AWS after the teardown */
  left: z.array(z.string()),
});

export type RunRecord = z.output<typeof recordSchema>;
export type Step = z.output<typeof step>;
export type CheckLine = z.output<typeof line>;
