import { join } from "node:path";
import type { ToolMissing } from "../tools/missing";
import { shown } from "../tools/places";
import { EXIT } from "./exit-codes";
import { folderOfStack, synthesizeEnvironment } from "./synthesized";

/**
 * What `start` does where a tool is missing: names each, synthesizes all the same, which Node does alone, and says
 * what was left out.
 */
export async function synthesizeOnly(
  environment: string,
  stacks: readonly string[],
  missing: readonly ToolMissing[],
): Promise<number> {
  for (const { message } of missing) {
    console.error(`gatehouse: ${message}`);
  }
  const code = await synthesizeEnvironment(environment, process.env);
  if (code !== EXIT.done) {
    return code;
  }
  const files = stacks.map((stack) => shown(join(folderOfStack(stack, process.env), "cdk.tf.json")));
  console.error(
    `gatehouse: environments/${environment}.yaml is synthesized: ${files.join(", ")}; the local AWS and the deploy into it are left out. Mend the above and run npm start again.`,
  );
  return EXIT.failed;
}
