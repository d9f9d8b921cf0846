import { rmSync } from "node:fs";
import { join } from "node:path";
import { Ended } from "../ended";
import { EXIT } from "../exit-codes";
import { readChanges } from "../plan/changes";
import { ownerOnly } from "../plan/plan-file";
import { Stack } from "../plan/stack";

/** What Terraform's `-detailed-exitcode` answers. */
const CHANGES = 2;

/** The plans of the stacks of an environment, one after the other. */
export class LayerPlans {
  constructor(
    private readonly folder: string,
    private readonly terraform: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {}

  /**
   * Plans each stack in turn, and applies what writes outputs alone: the next one reads them.
   *
   * @returns what else would change; empty where every plan is
   */
  async settle(stacks: readonly string[]): Promise<readonly string[]> {
    for (const name of stacks) {
      const changes = await this.settleOne(new Stack(name, this.terraform, this.env), name);
      if (changes.length > 0) return changes;
    }
    return [];
  }

  private async settleOne(stack: Stack, name: string): Promise<readonly string[]> {
    await succeed(stack.init([]), `terraform init of ${name}`);
    const file = join(this.folder, `${name}.tfplan`);
    try {
      if ((await this.plan(stack, file, name)) !== CHANGES) return [];
      const changes = await this.changesIn(stack, file, name);
      if (changes.length > 0) return changes;
      await succeed(stack.apply(file, []), `the apply of the outputs of ${name}`);
      if ((await this.plan(stack, file, name)) !== CHANGES) return [];
      return [
        `${name}: its plan has changes after its outputs were written`,
        ...(await this.changesIn(stack, file, name)),
      ];
    } finally {
      rmSync(file, { force: true });
    }
  }

  private plan(stack: Stack, file: string, name: string): Promise<number> {
    return ownerOnly(() => succeed(stack.plan(file, []), `terraform plan of ${name}`));
  }

  private async changesIn(stack: Stack, file: string, name: string): Promise<readonly string[]> {
    const changes = readChanges(await stack.show(file));
    return changes
      .filter(({ kind }) => kind !== "none")
      .map(({ address, kind }) => `${name}: ${kind} ${address}`);
  }
}

/** @throws Ended where it was interrupted, or has failed */
async function succeed(work: ReturnType<Stack["init"]>, what: string): Promise<number> {
  const { code, interrupted } = await work;
  if (interrupted !== undefined || (code !== 0 && code !== CHANGES)) {
    throw new Ended(
      EXIT.failed,
      `${what} did not come to its end: its words are above. The old states are whole; run it again`,
    );
  }
  return code;
}
