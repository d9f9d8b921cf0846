import { BadInput } from "../config/bad-input";
import type { Environment } from "../config/environment";
import { loadEnvironments } from "../config/load";

/**
 * The environment that a person has named.
 *
 * @throws BadInput where there is no such environment, and for a bad file
 */
export function environmentNamed(command: string, name: string, folder: string): Environment {
  const { environments } = loadEnvironments(folder, { only: [name] });
  const environment = environments.find((each) => each.environment === name);
  if (environment === undefined) {
    throw new BadInput([`${command}: NAME must be that of an environment, found "${name}"`]);
  }
  return environment;
}
