import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import type { Environment } from "../config/environment";
import { LAYERS, placeOf, type StackPlace, stacksOf, wholeOf } from "../config/layout";
import { withLock } from "../local/lock";
import { shown } from "../tools/places";
import { findTerraform } from "../tools/terraform";
import { explain } from "./ended";
import { environmentNamed } from "./environment-named";
import { EXIT } from "./exit-codes";
import { promptOf, Stopped } from "./init/terminal";
import { PROJECT } from "./installation";
import { type LayoutAsked, readArguments } from "./layout/arguments";
import { type Moving, moveLayout } from "./layout/move";
import { LayerPlans } from "./layout/plans";
import { StateFolder } from "./layout/state-folder";
import { logProblems } from "./plan/logs";
import { ownerOnly } from "./plan/plan-file";
import { Stack } from "./plan/stack";
import { waiting } from "./progress/waiting";
import { originSecretProblem } from "./secret/problem";
import { stacksFolder } from "./synthesized";

/**
 * `layout NAME`: moves what Terraform knows of an environment into the state, or the states, of the layout that its file
 * names. Nothing on AWS changes, and every plan is empty at the end.
 */
export async function run(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<number> {
  try {
    const asked = readArguments(args);
    const environment = await readyEnvironment(asked, env);
    const { command } = await findTerraform(waiting());
    const home = join(PROJECT, ".gatehouse", "layout", asked.name);
    mkdirSync(home, { recursive: true, mode: 0o700 });
    await withLock(`${home}.lock`, () => ownerOnly(() => move(asked, environment, home, command, env)));
    return EXIT.done;
  } catch (error) {
    return explain("layout", error);
  }
}

/** @throws BadInput for whatever would stop it halfway */
async function readyEnvironment({ name }: LayoutAsked, env: NodeJS.ProcessEnv): Promise<Environment> {
  const environment = environmentNamed("layout", name, join(PROJECT, "environments"));
  const { state, dns } = environment;
  const secret = dns.stage === "request" ? undefined : await originSecretProblem(environment);
  const problems = [
    ...(state.type === "local" || state.type === "s3"
      ? []
      : [
          `layout: environments/${name}.yaml: state.type: its states cannot be moved by this command, found ${state.type}; ` +
            "move them by terraform state mv as docs/layers.md says",
        ]),
    ...(env.TF_WORKSPACE === undefined || env.TF_WORKSPACE === "default"
      ? []
      : [`layout: TF_WORKSPACE must not name another workspace, found "${env.TF_WORKSPACE}"; unset it`]),
    ...logProblems("layout", env),
    ...(secret === undefined ? [] : [`layout: ${secret}`]),
  ];
  if (problems.length > 0) {
    throw new BadInput(problems);
  }
  return environment;
}

async function move(
  asked: LayoutAsked,
  environment: Environment,
  home: string,
  terraform: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const { name } = asked;
  const stacks = stacksFolder(env);
  await new Stack(name, terraform, env).synthesize();
  const folder = join(home, new Date().toISOString().replace(/[:.]/g, "-"));
  const folderOf = (place: StackPlace) =>
    new StateFolder(join(folder, place.stack), place, stacks, terraform, env);
  const left = environment.layout === "single" ? everyLayer(environment) : [wholeOf(environment)];
  const targets = stacksOf(environment);
  const forget = () => rmSync(folder, { recursive: true, force: true });
  const moved = await moveLayout({
    name,
    sources: left.map(folderOf),
    targets: targets.map(folderOf),
    configurationOf: (stack) => readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8"),
    plans: new LayerPlans(folder, terraform, env),
    consent: asked.dryRun ? undefined : consentOf(asked, env),
    say: console.log,
  }).catch((error: unknown) => {
    // Nobody has said yes: nothing was written that the copies could bring back.
    if (error instanceof BadInput || error instanceof Stopped) forget();
    throw error;
  });
  if (moved) {
    // Else whoever runs Terraform in there would make everything once more.
    for (const { stack } of left) rmSync(join(stacks, stack), { recursive: true, force: true });
    conclude(asked, targets, folder);
  } else {
    forget();
  }
}

/** Also one that the file of today has no stack for: something may be in its state. */
function everyLayer(environment: Environment): readonly StackPlace[] {
  return LAYERS.map((layer) => placeOf(environment, layer));
}

function consentOf({ yes }: LayoutAsked, env: NodeJS.ProcessEnv): NonNullable<Moving["consent"]> {
  return async () => {
    if (yes) return;
    const prompt = promptOf(env);
    if (prompt === undefined) {
      throw new BadInput([
        "layout: nothing was moved: there is no terminal to ask at; look at the list above, then add --yes",
      ]);
    }
    const answer = await prompt("\nMove this? Let nobody deploy meanwhile. Only yes is taken for it.\n> ");
    if (answer.trim() !== "yes") {
      throw new Stopped("stopped: nothing was moved");
    }
  };
}

function conclude({ name }: LayoutAsked, targets: readonly StackPlace[], folder: string): void {
  console.log(`every plan is empty: ${targets.map(({ stack }) => stack).join(", ")}`);
  console.log(
    `${shown(folder)} holds the states as they were, and the origin secret in clear: delete it when all is well`,
  );
  console.log(`Next: let everyone who deploys ${name} have this environment file`);
}
