import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import { stacksOf } from "../config/layout";
import { assertLocal, environmentOf, up, type World } from "../local/world";
import { ToolMissing } from "../tools/missing";
import { findMoto } from "../tools/moto";
import { shown } from "../tools/places";
import { findTerraform, type Terraform } from "../tools/terraform";
import { deployLocally } from "./deploy-locally";
import { environmentNamed } from "./environment-named";
import { EXIT } from "./exit-codes";
import { PROJECT } from "./installation";
import { waiting } from "./progress/waiting";
import { synthesizeOnly } from "./synthesize-only";

/** What a newcomer sees first. */
const ENVIRONMENT = "example";

/** Deploys the example into the local AWS and says what is there now. */
export async function run(args: readonly string[]): Promise<number> {
  const folder = folderOf(args);
  const environment = environmentNamed("start", ENVIRONMENT, join(PROJECT, "environments"));
  const stacks = stacksOf(environment).map(({ stack }) => stack);
  const progress = waiting();
  const terraform = await orMissing(findTerraform(progress));
  const moto = await orMissing(findMoto(progress));
  if (terraform instanceof ToolMissing || moto instanceof ToolMissing) {
    const missing = [terraform, moto].filter((tool) => tool instanceof ToolMissing);
    return synthesizeOnly(ENVIRONMENT, stacks, missing);
  }
  const world = await up({ folder, ...progress });
  const env = deployEnvironment(world, terraform);
  assertLocal(env);
  console.log(
    `deploying environments/${ENVIRONMENT}.yaml: about two minutes, a load balancer takes one of them\n`,
  );
  const output = outputFolder(world);
  const again = folder === undefined ? "npm start" : `./gatehouse start --folder ${folder}`;
  let unchanged = true;
  for (const stack of stacks) {
    const deploy = { environment: ENVIRONMENT, stack, output, env, terraform: terraform.command, again };
    const { code, interrupted, text } = await deployLocally(deploy);
    if (code !== 0 || interrupted !== undefined) {
      return failed(interrupted !== undefined);
    }
    unchanged &&= /No changes\./.test(text);
  }
  describe(world, output, stacks, terraform, folder === undefined ? "" : ` --folder ${folder}`);
  if (unchanged) {
    console.log("no changes");
  }
  return EXIT.done;
}

/** Whoever has interrupted it was told how to go on. */
function failed(interrupted: boolean): number {
  if (!interrupted) {
    console.error(
      "\nThe deploy has failed: the error is above. Run npm start again to go on from where it stopped, or npm run local:down to drop it all.",
    );
  }
  return EXIT.failed;
}

/** A newcomer without network is to hear of every missing tool at once. */
async function orMissing<Tool>(finding: Promise<Tool>): Promise<Tool | ToolMissing> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof ToolMissing) {
      return error;
    }
    throw error;
  }
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

function deployEnvironment(world: World, terraform: Terraform): NodeJS.ProcessEnv {
  return {
    ...environmentOf(world),
    TERRAFORM_BINARY_NAME: terraform.command,
    GATEHOUSE_ENVIRONMENTS: ENVIRONMENT,
    CDKTF_OUTDIR: outputFolder(world),
    CHECKPOINT_DISABLE: "1",
    // Plain lines: without it cdktf-cli redraws a spinner into the pipe.
    CI: "true",
  };
}

function describe(
  world: World,
  output: string,
  stacks: readonly string[],
  { command, source }: Terraform,
  where: string,
): void {
  const folders = stacks.map((stack) => join(output, "stacks", stack));
  const kinds = countsIn(folders);
  const total = [...kinds.values()].reduce((sum, count) => sum + count, 0);
  console.log(`\nBuilt in the local AWS (${world.endpoint}): ${total} resources`);
  for (const [type, count] of kinds) {
    console.log(`  ${String(count).padStart(3)}  ${type}`);
  }
  const terraform = source === "PATH" ? "terraform" : shown(command);
  console.log(`
Look at it:
  ./gatehouse local run${where} -- aws cloudfront list-distributions
  ./gatehouse local run${where} -- aws elbv2 describe-load-balancers
${folders.map((each) => `  ./gatehouse local run${where} -- ${terraform} -chdir=${each} plan`).join("\n")}
  ./gatehouse local status${where}
Take it down:
  ${where === "" ? "npm run local:down" : `./gatehouse local down${where}`}
`);
}

/** How many resources of each type the synthesized stacks have. */
function countsIn(folders: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const folder of folders) {
    const json = readFileSync(join(folder, "cdk.tf.json"), "utf8");
    const { resource = {} }: { resource?: Record<string, object> } = JSON.parse(json);
    for (const [type, all] of Object.entries(resource)) {
      counts.set(type, (counts.get(type) ?? 0) + Object.keys(all).length);
    }
  }
  return counts;
}
