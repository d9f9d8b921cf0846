import { existsSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import { ToolMissing } from "../tools/missing";
import { findTerraform, type Terraform } from "../tools/terraform";
import { EXIT } from "./exit-codes";
import { ownerOf } from "./layout/stack-name";
import { keepHalfMade } from "./progress/half-made";
import { type Asked, readArguments } from "./recover/arguments";
import { Aws } from "./recover/aws";
import { type Decision, decide } from "./recover/decide";
import { FINDERS, REPEATABLE } from "./recover/finders";
import type { PlanFacts } from "./recover/plan";
import { StackFolder, StateLocked, TerraformFailed } from "./recover/terraform";
import { hintOn } from "./secret/problem";
import { folderOfStack } from "./synthesized";

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
    const folder = folderOf(asked);
    const terraform = await findTerraform({ say: console.log });
    const stack = new StackFolder(folder, terraform);
    return await recover(asked, stack, aws).catch((error: unknown) => explain(error, asked.name));
  } catch (error) {
    return explain(error);
  } finally {
    aws.destroy();
  }
}

async function recover(asked: Asked, stack: StackFolder, aws: Aws): Promise<number> {
  if (!asked.dryRun) {
    await untaint(stack);
  }
  const imported: string[] = [];
  for (let round = 1; round <= MAX_ROUNDS; round++) {
    console.log(round === 1 ? "planning ..." : "planning again: what was imported may lead to more ...");
    const plan = await stack.plan();
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
      const settled = conclude(asked, { imports, left: [...left, ...replaced] }, plan, imported.length);
      if (settled === EXIT.done && !asked.dryRun) {
        console.log(`Next: ${nextCommand(asked, stack.terraform)}`);
      }
      return settled;
    }
  }
  throw new Error(`recover: still finding more after ${MAX_ROUNDS} rounds; run it again`);
}

/**
 * What an interrupted deploy was waiting for is tainted, and a protected resource that is tainted stops every plan. A
 * type that is not looked for is not known to be whole: it stays to be made anew.
 */
async function untaint({ path, terraform }: StackFolder): Promise<void> {
  const known = (address: string) => FINDERS[address.split(".")[0] ?? ""] !== undefined;
  const state = { folder: path, terraform: terraform.command, env: process.env };
  for (const address of await keepHalfMade(state, known)) {
    console.log(`${address} was being made when the deploy was interrupted: no longer tainted`);
  }
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
  return EXIT.done;
}

function describeReplaced(address: string): string {
  return `${address} was imported, but the next deploy would replace it: look at terraform plan, or let go of it: terraform state rm`;
}

function nextCommand({ name, folder }: Asked, { command, source }: Terraform): string {
  if (folder !== undefined) {
    return `${source === "PATH" ? "terraform" : command} -chdir=${folder} apply`;
  }
  const here = source === "fetched" ? `TERRAFORM_BINARY_NAME=${command} ` : "";
  return `${here}npx cdktf deploy ${name}`;
}

function folderOf({ name, folder = folderOfStack(name, process.env) }: Asked): string {
  if (!existsSync(join(folder, "cdk.tf.json"))) {
    throw new BadInput([
      `recover: no synthesized stack, found none in ${folder}; run npx cdktf synth, or name its folder with --folder; of a layered environment NAME is a layer's stack, as ${name}-backend`,
    ]);
  }
  return folder;
}

function explain(error: unknown, name = ""): number {
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
  if (error instanceof TerraformFailed || error instanceof ToolMissing) {
    console.error(`recover: ${error.message}`);
    const hint = hintOn(error.message, ownerOf(name));
    if (hint !== undefined) console.error(`\nrecover: ${hint}`);
    return EXIT.failed;
  }
  throw error;
}
