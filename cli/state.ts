import { join } from "node:path";
import { withLock } from "../local/lock";
import { findTerraform } from "../tools/terraform";
import { accountFor } from "./aws/account";
import { findCredentials } from "./aws/credentials";
import { wantsColour } from "./doctor/print";
import { explain } from "./ended";
import { environmentNamed } from "./environment-named";
import type { Prompt } from "./init/interview";
import { promptOf } from "./init/terminal";
import { PROJECT } from "./installation";
import { readArguments } from "./state/arguments";
import { BucketLook } from "./state/bucket";
import { initialize } from "./state/initialize";
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
    return explain("state init", error);
  }
}

async function init(
  args: readonly string[],
  { folder = join(PROJECT, "environments"), work = join(PROJECT, ".gatehouse", "state"), ...where }: Where,
): Promise<number> {
  const { env = process.env, prompt = promptOf(env) } = where;
  const asked = readArguments(args);
  const target = targetOf(environmentNamed("state init", asked.name, folder));
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
