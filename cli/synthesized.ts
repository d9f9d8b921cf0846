import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { EXIT } from "./exit-codes";
import { PROJECT } from "./installation";

/** The folder of a synthesized stack. */
export function folderOfStack(stack: string, env: NodeJS.ProcessEnv): string {
  return resolve(stacksFolder(env), stack);
}

/** Where main.ts writes the stacks: CDKTF takes an empty CDKTF_OUTDIR for none. */
export function stacksFolder(env: NodeJS.ProcessEnv): string {
  return resolve(PROJECT, env.CDKTF_OUTDIR || "cdktf.out", "stacks");
}

/** Runs main.ts for one environment, its words passed on; resolves to its exit code. */
export function synthesizeEnvironment(environment: string, env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((settle, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", "main.ts"], {
      cwd: PROJECT,
      env: { ...env, GATEHOUSE_ENVIRONMENTS: environment },
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("close", (code) => settle(code ?? EXIT.failed));
  });
}
