import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import type { ToolMissing } from "../tools/missing";
import { shown } from "../tools/places";
import { EXIT } from "./exit-codes";

const ROOT = join(__dirname, "..");

/**
 * What `start` does where a tool is missing: names each, synthesizes all the same, which Node does alone, and says
 * what was left out.
 */
export async function synthesizeOnly(environment: string, missing: readonly ToolMissing[]): Promise<number> {
  for (const { message } of missing) {
    console.error(`gatehouse: ${message}`);
  }
  const env = { ...process.env, GATEHOUSE_ENVIRONMENTS: environment };
  const code = await new Promise<number>((settle, reject) => {
    const child = spawn(process.execPath, ["--import", "tsx", "main.ts"], {
      cwd: ROOT,
      env,
      stdio: "inherit",
    });
    child.on("error", reject);
    child.on("close", (exit) => settle(exit ?? EXIT.failed));
  });
  if (code !== EXIT.done) {
    return code;
  }
  const output = resolve(ROOT, process.env.CDKTF_OUTDIR ?? "cdktf.out", "stacks", environment, "cdk.tf.json");
  console.error(
    `gatehouse: environments/${environment}.yaml is synthesized: ${shown(output)}; the local AWS and the deploy into it are left out. Mend the above and run npm start again.`,
  );
  return EXIT.failed;
}
