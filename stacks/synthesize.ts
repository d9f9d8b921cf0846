import { App } from "cdktf";
import type { Environment } from "../config/environment";
import { ApartStack } from "./apart-stack";
import { extend, isExtended } from "./extension";
import type { LayeredEnvironment } from "./layered-environment";
import { withoutStackTraces } from "./stack-traces";
import { WebStack } from "./web-stack";

/** An environment in either layout. */
export type Built = WebStack | LayeredEnvironment;

/**
 * Writes the environments to CDKTF's output folder, each as a stack of its own, or as one for each layer, with what
 * `folder` extends it by.
 *
 * What fails is done a second time as CDKTF does it, with nothing left out: the error is told by that run, with the
 * stack traces of the tokens too.
 */
export function synthesize(environments: readonly Environment[], folder: string): readonly Built[] {
  try {
    const extended = environments.some((environment) => isExtended(environment, folder));
    return extended ? withExtensions(environments, folder) : apart(environments);
  } catch {
    return inFull(environments, folder);
  }
}

function apart(environments: readonly Environment[]): readonly Built[] {
  const app = new App();
  return withoutStackTraces(() => {
    const built = environments.map((environment) => build(app, environment, ApartStack));
    app.synth();
    return built;
  });
}

/** Another's code may run during the synth as well: only the making of our own part is different from in full. */
function withExtensions(environments: readonly Environment[], folder: string): readonly Built[] {
  const app = new App();
  const built = withoutStackTraces(() => environments.map((environment) => build(app, environment)));
  return finish(app, built, folder);
}

function inFull(environments: readonly Environment[], folder: string): readonly Built[] {
  const app = new App();
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
  app.synth();
  return built;
}
