import { join } from "node:path";
import { aloud, type Finished } from "./aloud";

const ROOT = join(__dirname, "..");

/** What is deployed, and where it is synthesized to. */
export interface LocalDeploy {
  readonly environment: string;
  readonly output: string;
  /** of the local AWS */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Deploys by cdktf-cli. What an earlier run that was killed left behind stands in the way of the next one: it is
 * taken into the state, and the deploy goes on.
 */
export async function deployLocally(deploy: LocalDeploy): Promise<Finished> {
  const first = await cdktf(deploy);
  if (first.code === 0) {
    return first;
  }
  console.log("\nthe deploy has failed: looking for what an earlier one that was killed has left behind\n");
  return (await recover(deploy)) > 0 ? cdktf(deploy) : first;
}

function cdktf({ environment, output, env }: LocalDeploy): Promise<Finished> {
  const bin = join(ROOT, "node_modules", ".bin", "cdktf");
  return aloud(bin, ["deploy", environment, "--auto-approve", "--output", output], { cwd: ROOT, env });
}

/** How many resources were taken into the state. */
async function recover({ environment, output, env }: LocalDeploy): Promise<number> {
  const program = [...process.execArgv, join(__dirname, "gatehouse"), "recover", environment];
  const folder = join(output, "stacks", environment);
  const { text } = await aloud(process.execPath, [...program, "--folder", folder], { env });
  return Number(/^imported: (\d+)/m.exec(text)?.[1] ?? 0);
}
