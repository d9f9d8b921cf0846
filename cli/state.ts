import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import type { Environment } from "../config/environment";
import { loadEnvironments } from "../config/load";
import { withLock } from "../local/lock";
import { findTerraform } from "../tools/terraform";
import { accountFor, WrongAccount } from "./aws/account";
import { findCredentials, NoCredentials } from "./aws/credentials";
import { wantsColour } from "./doctor/print";
import { EXIT } from "./exit-codes";
import type { Prompt } from "./init/interview";
import { Stopped, terminalPrompt } from "./init/terminal";
import { GATEHOUSE, PROJECT } from "./installation";
import { StateLocked, TerraformFailed } from "./recover/terraform";
import { readArguments } from "./state/arguments";
import { BucketLook } from "./state/bucket";
import { initialize } from "./state/initialize";
import { Refused } from "./state/refused";
import { targetOf } from "./state/target";
import { WorkFolder } from "./state/work-folder";

/** Where the command finds things. */
export interface Where {
  /** the folder of the environment files @default - that of the checkout */
  readonly folder?: string;
  /** where Terraform works, a folder for each bucket @default ".gatehouse/state" */
  readonly work?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - the terminal, unless standard input is none or CI=true */
  readonly prompt?: Prompt;
}

/**
 * `state init`: makes the bucket that an environment's file names for its state, and moves the bucket's own state into
 * it. Where all of that is done already it changes nothing; where an earlier run was killed it goes on.
 */
export async function run(args: readonly string[], where: Where = {}): Promise<number> {
  try {
    return await init(args, where);
  } catch (error) {
    return explain(error);
  }
}

async function init(
  args: readonly string[],
  { folder = join(PROJECT, "environments"), work = join(PROJECT, ".gatehouse", "state"), ...where }: Where,
): Promise<number> {
  const { env = process.env, prompt = promptOf(env) } = where;
  const asked = readArguments(args);
  const target = targetOf(environmentOf(asked.name, folder));
  const credentials = await findCredentials(env);
  const account = await accountFor(target.environment, credentials, env);
  const path = join(work, target.bucket);
  const look = new BucketLook(target.bucket, target.region, account, credentials, env);
  try {
    return await withLock(`${path}.lock`, () =>
      initialize({
        asked,
        target,
        account,
        look,
        folder: new WorkFolder(path, env, wantsColour(process.stdout.isTTY, env)),
        terraform: async () => (await findTerraform({ env, say: console.log })).command,
        prompt,
      }),
    );
  } finally {
    look.destroy();
  }
}

function environmentOf(name: string, folder: string): Environment {
  const { environments } = loadEnvironments(folder, { only: [name] });
  const environment = environments.find((each) => each.environment === name);
  if (environment === undefined) {
    throw new BadInput([`state init: NAME must be that of an environment, found "${name}"`]);
  }
  return environment;
}

function promptOf(env: NodeJS.ProcessEnv): Prompt | undefined {
  return process.stdin.isTTY && env.CI !== "true" ? terminalPrompt() : undefined;
}

function explain(error: unknown): number {
  if (error instanceof Refused || error instanceof WrongAccount) {
    console.error(`state init: ${error.message}`);
    return EXIT.refused;
  }
  if (error instanceof StateLocked) {
    console.error(
      `state init: ${error.message}. Where that Terraform still runs, wait for it; where it was killed: docs/state.md, "A lock is left behind", lock ${error.lockId}`,
    );
    return EXIT.refused;
  }
  if (error instanceof TerraformFailed || error instanceof Stopped) {
    console.error(`\nstate init: ${error.message}`);
    return EXIT.failed;
  }
  if (error instanceof NoCredentials) {
    console.error(`state init: AWS credentials: ${error.message}; see ${GATEHOUSE} doctor`);
    return EXIT.failed;
  }
  throw error;
}
