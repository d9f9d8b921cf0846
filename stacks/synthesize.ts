import { App } from "cdktf";
import type { Environment } from "../config/environment";
import { ApartStack } from "./apart-stack";
import { extend, isExtended } from "./extension";
import { withoutStackTraces } from "./stack-traces";
import { WebStack } from "./web-stack";

/**
 * Writes the environments to CDKTF's output folder, each as a stack of its own with what `folder` extends it by.
 *
 * What fails is done a second time as CDKTF does it, with nothing left out: the error is told by that run, with the
 * stack traces of the tokens too.
 */
export function synthesize(environments: readonly Environment[], folder: string): readonly WebStack[] {
  try {
    const extended = environments.some((environment) => isExtended(environment, folder));
    return extended ? withExtensions(environments, folder) : apart(environments);
  } catch {
    return inFull(environments, folder);
  }
}

function apart(environments: readonly Environment[]): readonly WebStack[] {
  const app = new App();
  return withoutStackTraces(() => {
    const stacks = environments.map((environment) => new ApartStack(app, environment));
    app.synth();
    return stacks;
  });
}

/** Another's code may run during the synth as well: only the making of our own part is different from in full. */
function withExtensions(environments: readonly Environment[], folder: string): readonly WebStack[] {
  const app = new App();
  const stacks = withoutStackTraces(() => environments.map((environment) => new WebStack(app, environment)));
  return finish(app, stacks, folder);
}

function inFull(environments: readonly Environment[], folder: string): readonly WebStack[] {
  const app = new App();
  const stacks = environments.map((environment) => new WebStack(app, environment));
  return finish(app, stacks, folder);
}

function finish(app: App, stacks: readonly WebStack[], folder: string): readonly WebStack[] {
  for (const stack of stacks) {
    extend(stack, folder);
  }
  app.synth();
  return stacks;
}
