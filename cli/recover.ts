import { existsSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import { EXIT } from "./exit-codes";
import { PROJECT } from "./installation";
import { type Asked, readArguments } from "./recover/arguments";
import { Aws } from "./recover/aws";
import { type Decision, decide } from "./recover/decide";
import { FINDERS, REPEATABLE } from "./recover/finders";
import type { PlanFacts } from "./recover/plan";
import { StackFolder, StateLocked, TerraformFailed } from "./recover/terraform";

/** Each import may make the key of another resource known; no chain in a stack is as long. */
const MAX_ROUNDS = 12;

/**
 * `recover`: takes what a killed deploy has left in AWS, but not in the state, into the state. It creates and
 * removes nothing.
 */
export async function run(args: readonly string[]): Promise<number> {
  const aws = new Aws();
  try {
    const asked = readArguments(args);
    return await recover(asked, new StackFolder(folderOf(asked)), aws);
  } catch (error) {
    return explain(error);
  } finally {
    aws.destroy();
  }
}

async function recover(asked: Asked, stack: StackFolder, aws: Aws): Promise<number> {
  const imported: string[] = [];
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    console.log(round === 1 ? "planning ..." : "planning again: what was imported may lead to more ...");
    const plan = await stack.plan({ refresh: round === 1 });
    const { imports, left } = await lookUp(plan, aws);
    for (const { address, id, evidence } of imports) {
      if (!asked.dryRun) {
        await stack.import(address, id);
        imported.push(address);
      }
      console.log(`${asked.dryRun ? "would import " : ""}${address} <- ${id} (${evidence})`);
    }
    if (imports.length === 0 || asked.dryRun) {
      const replaced = imported.filter((address) => plan.destroyed.has(address)).map(describeReplaced);
      return conclude(asked, { imports, left: [...left, ...replaced] }, plan, imported.length);
    }
  }
  throw new Error(`recover: still finding more after ${MAX_ROUNDS} rounds; run it again`);
}

async function lookUp({ created, inState }: PlanFacts, aws: Aws): Promise<Decision> {
  const searches = [];
  for (const planned of created) {
    const find = FINDERS[planned.type];
    if (find !== undefined) {
      searches.push([planned, await find(planned, aws)] as const);
    }
  }
  return decide(searches, inState);
}

function conclude(
  asked: Asked,
  { imports, left }: Decision,
  { created }: PlanFacts,
  imported: number,
): number {
  const unknown = created.filter(({ type }) => FINDERS[type] === undefined && !REPEATABLE.has(type));
  for (const { address } of unknown) {
    console.log(`not looked for: ${address}: one may be left over, or in the way of the deploy`);
  }
  for (const line of left) {
    console.error(line);
  }
  if (asked.dryRun) {
    const more =
      imports.length === 0 ? "nothing to import" : "nothing was changed; an import may lead to more";
    console.log(more);
  } else {
    console.log(`imported: ${imported}; still to be created: ${created.length}`);
  }
  if (left.length > 0) {
    console.error("recover: settle the lines above by hand, then run recover again");
    return EXIT.refused;
  }
  if (!asked.dryRun) {
    console.log(`Next: ${nextCommand(asked)}`);
  }
  return EXIT.done;
}

function describeReplaced(address: string): string {
  return `${address} was imported, but the next deploy would replace it: look at terraform plan, or let go of it: terraform state rm`;
}

function nextCommand({ name, folder }: Asked): string {
  return folder === undefined ? `npx cdktf deploy ${name}` : `terraform -chdir=${folder} apply`;
}

function folderOf({ name, folder = join(PROJECT, "cdktf.out", "stacks", name) }: Asked): string {
  if (!existsSync(join(folder, "cdk.tf.json"))) {
    throw new BadInput([
      `recover: no synthesized stack, found none in ${folder}; run npx cdktf synth, or name its folder with --folder`,
    ]);
  }
  return folder;
}

function explain(error: unknown): number {
  if (error instanceof BadInput) {
    console.error(error.message);
    return EXIT.badInput;
  }
  if (error instanceof StateLocked) {
    console.error(
      `recover: ${error.message}. Where that Terraform still runs, wait for it. Where it was killed, let go of its lock in the stack's folder and run recover again:\n  terraform force-unlock ${error.lockId}`,
    );
    return EXIT.refused;
  }
  if (error instanceof TerraformFailed) {
    console.error(`recover: ${error.message}`);
    return EXIT.failed;
  }
  throw error;
}
