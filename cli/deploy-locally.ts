import { spawn } from "node:child_process";
import { join } from "node:path";
import { cdktf, type Finished } from "./cdktf";

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
export async function deployLocally({ environment, output, env }: LocalDeploy): Promise<Finished> {
  const args = ["deploy", environment, "--auto-approve", "--output", output];
  const first = await cdktf(args, env);
  if (first.code === 0) {
    return first;
  }
  console.log("\nthe deploy has failed: looking for what an earlier one that was killed has left behind\n");
  const recovered = await recover(environment, join(output, "stacks", environment), env);
  return recovered > 0 ? cdktf(args, env) : first;
}

/** How many resources were taken into the state. */
function recover(environment: string, folder: string, env: NodeJS.ProcessEnv): Promise<number> {
  const program = [...process.execArgv, join(__dirname, "gatehouse"), "recover", environment];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...program, "--folder", folder], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.on("data", (chunk: Buffer) => {
      text += chunk;
      process.stdout.write(chunk);
    });
    child.on("error", reject);
    child.on("close", () => resolve(Number(/^imported: (\d+)/m.exec(text)?.[1] ?? 0)));
  });
}
