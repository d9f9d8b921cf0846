import { existsSync } from "node:fs";
import { join } from "node:path";
import { isColourless } from "./progress/colours";
import { keepHalfMade, type StateFolder } from "./progress/half-made";
import { settle } from "./progress/interrupted";
import { ownScreen, type ProgressFinished, runWithProgress } from "./progress/run";

const ROOT = join(__dirname, "..");

/** What is deployed, and where it is synthesized to. */
export interface LocalDeploy {
  readonly environment: string;
  /** one of the environment's, those that it refers to being deployed */
  readonly stack: string;
  readonly output: string;
  /** of the local AWS */
  readonly env: NodeJS.ProcessEnv;
  /** the program that `env` makes cdktf-cli run */
  readonly terraform: string;
  /** the command that goes on where this one is interrupted */
  readonly again: string;
}

/**
 * Deploys by cdktf-cli. What an earlier run that was interrupted or killed left behind stands in the way of the next
 * one: it is taken into the state, and the deploy goes on.
 */
export async function deployLocally(deploy: LocalDeploy): Promise<ProgressFinished> {
  const state = stateOf(deploy);
  if (existsSync(join(state.folder, ".terraform"))) {
    await keepTainted(state);
  }
  const first = await cdktf(deploy);
  if (first.code === 0 || first.interrupted !== undefined) {
    return ended(first, deploy);
  }
  if (!existsSync(join(state.folder, "cdk.tf.json"))) {
    return first;
  }
  console.log("\nthe deploy has failed: looking for what an earlier one that was killed has left behind\n");
  const recovered = await recover(deploy);
  if (recovered.interrupted !== undefined) {
    return ended(recovered, deploy);
  }
  return imported(recovered) > 0 ? ended(await cdktf(deploy), deploy) : first;
}

async function ended(finished: ProgressFinished, deploy: LocalDeploy): Promise<ProgressFinished> {
  const recovery = `${deploy.again} takes it into the state`;
  await settle(finished, stateOf(deploy), { command: deploy.again, recovery });
  return finished;
}

function stateOf({ stack, output, env, terraform }: LocalDeploy): StateFolder {
  return { folder: join(output, "stacks", stack), terraform, env };
}

/** Of a run that had no time to do so itself: cdktf-cli on its own, for one. */
async function keepTainted(state: StateFolder): Promise<void> {
  for (const address of await keepHalfMade(state)) {
    console.log(`${address} was being made when an earlier run ended: this one completes it`);
  }
}

function cdktf({ environment, stack, output, env, terraform }: LocalDeploy): Promise<ProgressFinished> {
  const screen = ownScreen();
  const colours = screen.plain || isColourless(process.env) ? ["--no-color"] : [];
  return runWithProgress({
    command: join(ROOT, "node_modules", ".bin", "cdktf"),
    args: [
      ...["deploy", stack, "--auto-approve", "--output", output, ...colours],
      // A layer is deployed by itself, once those that it refers to are.
      ...(stack === environment ? [] : ["--ignore-missing-stack-dependencies"]),
    ],
    cwd: ROOT,
    env,
    terraform,
    phase: `synthesizing environments/${environment}.yaml, usually 5 to 15 seconds`,
    where: "local",
    screen,
  });
}

function recover({ stack, output, env, terraform }: LocalDeploy): Promise<ProgressFinished> {
  const program = [...process.execArgv, join(__dirname, "gatehouse"), "recover", stack];
  return runWithProgress({
    command: process.execPath,
    args: [...program, "--folder", join(output, "stacks", stack)],
    env,
    terraform,
    phase: "looking, usually under a minute",
  });
}

/** How many resources were taken into the state. */
function imported({ text }: ProgressFinished): number {
  return Number(/^imported: (\d+)/m.exec(text)?.[1] ?? 0);
}
