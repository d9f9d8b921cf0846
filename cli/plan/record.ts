import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { shown } from "../../tools/places";
import { GATEHOUSE, PROJECT } from "../installation";
import { Refused } from "../refused";
import type { PlanFile } from "./plan-file";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const recordSchema = z.strictObject({
  format: z.literal(1),
  environment: z.string(),
  /** when, in UTC */
  made: z.iso.datetime(),
  terraform: z.string(),
  /** of the checkout, `-dirty` where files differ from it */
  commit: z.string().optional(),
  destroy: z.boolean(),
  /** what a guard would have refused, and was asked for */
  allowed: z.array(z.string()),
  changes: z.strictObject({ create: count, update: count, replace: count, destroy: count }),
  sha256: z.strictObject({
    plan: sha256,
    /** cdk.tf.json */
    configuration: sha256,
    /** .terraform.lock.hcl, where there is one */
    providers: sha256.optional(),
  }),
});

/** What a plan was made from. Nothing in it is secret. */
export type PlanRecord = Readonly<z.infer<typeof recordSchema>>;

export function recordText(record: PlanRecord): string {
  return `${JSON.stringify(recordSchema.parse(record), undefined, 2)}\n`;
}

/**
 * The record of a plan, which is that of this very file and of this environment.
 *
 * @throws Refused
 */
export function readRecord(file: PlanFile, environment: string): PlanRecord {
  const again = `plan again: ${GATEHOUSE} plan ${environment}`;
  const path = shown(file.recordPath);
  if (!existsSync(file.recordPath)) {
    throw new Refused(`there is no ${path}, the record that ${GATEHOUSE} plan keeps beside a plan; ${again}`);
  }
  const record = parsed(readFileSync(file.recordPath, "utf8"));
  if (record === undefined) {
    throw new Refused(`${path} is no record of a plan: it was changed; ${again}`);
  }
  if (record.environment !== environment) {
    throw new Refused(
      `${file.shown} is a plan of environment ${record.environment}, found ${environment}; ${again}`,
    );
  }
  if (record.sha256.plan !== file.sha256) {
    throw new Refused(`${path} is the record of another plan than ${file.shown}: one was changed; ${again}`);
  }
  return record;
}

function parsed(text: string): PlanRecord | undefined {
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The commit of the checkout; undefined where there is no git or no repository. */
export function commitOfCheckout(): string | undefined {
  const args = ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
  const { status, stdout } = spawnSync("git", args, { cwd: PROJECT, encoding: "utf8", stdio: "pipe" });
  return status === 0 && stdout.trim() !== "" ? stdout.trim() : undefined;
}
