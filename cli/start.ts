import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import { assertLocal, environmentOf, up, type World } from "../local/world";
import { cdktf } from "./cdktf";
import { EXIT } from "./exit-codes";
import { requireTerraform } from "./terraform";

/** What a newcomer sees first. */
const ENVIRONMENT = "example";

/** Deploys the example into the local AWS and says what is there now. */
export async function run(args: readonly string[]): Promise<number> {
  const folder = folderOf(args);
  requireTerraform();
  const world = await up({ folder, say: console.log });
  const env = deployEnvironment(world);
  assertLocal(env);
  console.log(
    `deploying environments/${ENVIRONMENT}.yaml: about two minutes, a load balancer takes one of them\n`,
  );
  const output = outputFolder(world);
  const deployed = await cdktf(["deploy", ENVIRONMENT, "--auto-approve", "--output", output], env);
  if (deployed.code !== 0) {
    console.error(
      "\nThe deploy has failed: the error is above. Run npm start again to go on from where it stopped, or npm run local:down to drop it all.",
    );
    return EXIT.failed;
  }
  describe(world, output);
  if (/No changes\./.test(deployed.text)) {
    console.log("no changes");
  }
  return EXIT.done;
}

function folderOf(args: readonly string[]): string | undefined {
  const [option, folder, ...rest] = args;
  if (option === undefined) {
    return undefined;
  }
  if (option !== "--folder" || folder === undefined || rest.length > 0) {
    throw new BadInput([`start: found "${args.join(" ")}"; usage: ./gatehouse start [--folder FOLDER]`]);
  }
  return folder;
}

/** The local state is kept beside the world it describes, never where a run against AWS keeps its own. */
function outputFolder({ folder }: World): string {
  return join(folder, "cdktf.out");
}

function deployEnvironment(world: World): NodeJS.ProcessEnv {
  return {
    ...environmentOf(world),
    GATEHOUSE_ENVIRONMENTS: ENVIRONMENT,
    CDKTF_OUTDIR: outputFolder(world),
    CHECKPOINT_DISABLE: "1",
    // Plain lines: without it cdktf-cli redraws a spinner into the pipe.
    CI: "true",
  };
}

function describe(world: World, output: string): void {
  const file = join(output, "stacks", ENVIRONMENT, "cdk.tf.json");
  const { resource }: { resource: Record<string, object> } = JSON.parse(readFileSync(file, "utf8"));
  const kinds = Object.entries(resource).map(([type, all]) => [type, Object.keys(all).length] as const);
  const total = kinds.reduce((sum, [, count]) => sum + count, 0);
  console.log(`\nBuilt in the local AWS (${world.endpoint}): ${total} resources`);
  for (const [type, count] of kinds) {
    console.log(`  ${String(count).padStart(3)}  ${type}`);
  }
  const stack = join(output, "stacks", ENVIRONMENT);
  console.log(`
Look at it:
  ./gatehouse local run -- aws cloudfront list-distributions
  ./gatehouse local run -- aws elbv2 describe-load-balancers
  ./gatehouse local run -- terraform -chdir=${stack} plan
  ./gatehouse local status
Take it down:
  npm run local:down
`);
}
