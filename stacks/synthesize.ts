import { App } from "cdktf";
import { BadInput } from "../config/bad-input";
import type { Environment } from "../config/environment";
import { ApartStack } from "./apart-stack";
import { extend, isExtended } from "./extension";
import type { GuardedStack } from "./guarded-stack";
import type { LayeredEnvironment } from "./layered-environment";
import { withoutStackTraces } from "./stack-traces";
import { staged } from "./staged-output";
import { WebStack } from "./web-stack";

/** An environment in either layout. */
export type Built = WebStack | LayeredEnvironment;

/**
 * Writes the environments to CDKTF's output folder, each as a stack of its own, or as one for each layer, with what
 * `folder` extends it by: all of them, or nothing where one fails.
 *
 * What fails is done a second time as CDKTF does it, with nothing left out: the error is told by that run, with the
 * stack traces of the tokens too.
 *
 * @throws BadInput with all that the guards refuse in all of the stacks
 */
export function synthesize(environments: readonly Environment[], folder: string): readonly Built[] {
  const extended = environments.some((environment) => isExtended(environment, folder));
  try {
    return staged((outdir) =>
      extended ? withExtensions(environments, folder, outdir) : apart(environments, outdir),
    );
  } catch (error) {
    if (error instanceof BadInput) throw error;
    return staged((outdir) => inFull(environments, folder, outdir));
  }
}

function apart(environments: readonly Environment[], outdir: string): readonly Built[] {
  const app = new App({ outdir });
  return withoutStackTraces(() => {
    const built = environments.map((environment) => build(app, environment, ApartStack));
    return write(app, built);
  });
}

/** Another's code may run during the synth as well: only the making of our own part is different from in full. */
function withExtensions(
  environments: readonly Environment[],
  folder: string,
  outdir: string,
): readonly Built[] {
  const app = new App({ outdir });
  const built = withoutStackTraces(() => environments.map((environment) => build(app, environment)));
  return finish(app, built, folder);
}

function inFull(environments: readonly Environment[], folder: string, outdir: string): readonly Built[] {
  const app = new App({ outdir });
  const built = environments.map((environment) => build(app, environment));
  return finish(app, built, folder);
}

/** The stack or stacks of an environment. Layers refer to each other, so that they are no `ApartStack`. */
export function build(app: App, environment: Environment, Single: typeof WebStack = WebStack): Built {
  if (environment.layout === "single") {
    return new Single(app, environment);
  }
  // Loaded, like a created VPC, where it is asked for.
  const layered: typeof import("./layered-environment") = require("./layered-environment");
  return new layered.LayeredEnvironment(app, environment);
}

function finish(app: App, built: readonly Built[], folder: string): readonly Built[] {
  for (const each of built) {
    extend(each, folder);
  }
  return write(app, built);
}

/** Each stack is judged as it is written, and what was written is dropped where one is refused. */
function write(app: App, built: readonly Built[]): readonly Built[] {
  const stacks = built.flatMap(stacksOf);
  for (const stack of stacks) stack.judgeWhenWritten();
  app.synth();
  const violations = stacks.flatMap(({ guardReport }) => guardReport.violations);
  if (violations.length > 0) throw new BadInput(violations);
  return built;
}

function stacksOf(built: Built): readonly GuardedStack[] {
  return built instanceof WebStack ? [built] : built.stacks;
}
