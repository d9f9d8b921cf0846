import { existsSync } from "node:fs";
import { join } from "node:path";
import { BadInput } from "../../config/bad-input";
import type { Environment } from "../../config/environment";
import { LAYERS, type StackPlace, stacksOf } from "../../config/layout";
import { loadEnvironments } from "../../config/load";
import { PROJECT } from "../installation";

const FOLDER = join(PROJECT, "environments");

/** A stack by its name, and the environment whose file it is made of. */
export interface NamedStack extends StackPlace {
  readonly environment: Environment;
}

/**
 * The stack that a person has named: by the name of an environment, or in a layered one by the name of the layer's
 * stack, such as `production-backend`.
 *
 * @throws BadInput where there is no such stack, and for a bad file
 */
export function stackNamed(command: string, name: string, folder: string = FOLDER): NamedStack {
  const [environment] = loadEnvironments(folder, { only: [ownerOf(name, folder)] }).environments;
  if (environment === undefined) {
    throw new BadInput([`${command}: NAME must be that of an environment, found "${name}"`]);
  }
  const stacks = stacksOf(environment);
  const found = stacks.find(({ stack }) => stack === name);
  if (found === undefined) {
    const { environment: owner, layout } = environment;
    throw new BadInput([
      `${command}: environment ${owner} has layout: ${layout}, and no stack of this name, found "${name}"; ` +
        `write one of ${stacks.map(({ stack }) => stack).join(", ")}`,
    ]);
  }
  return { ...found, environment };
}

/** The environment of a stack's name: where there is no such file, what stands before the layer. */
export function ownerOf(name: string, folder: string = FOLDER): string {
  const isFile = (environment: string) => existsSync(join(folder, `${environment}.yaml`));
  const layer = LAYERS.find((each) => name.endsWith(`-${each}`));
  const before = layer === undefined ? name : name.slice(0, -layer.length - 1);
  return !isFile(name) && isFile(before) ? before : name;
}
