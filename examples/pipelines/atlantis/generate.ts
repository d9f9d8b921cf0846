import { basename, join } from "node:path";
import { stringify } from "yaml";
import { exitOnBadInput } from "../../../config/bad-input";
import { readChain } from "../../../config/bases";
import type { Environment } from "../../../config/environment";
import { stacksOf } from "../../../config/layout";
import { loadEnvironments } from "../../../config/load";

const HEAD =
  "# Made by examples/pipelines/atlantis/generate.ts from the environments: change those, and make it again.\n";

/** What an environment is synthesized from beside its own files. */
const CODE = ["main.ts", "config/**", "stacks/**", "modules/**", "package.json", "package-lock.json"];

/** From a project's folder, cdktf.out/stacks/NAME, to the checkout. */
const UP = "../../..";

/** The text of atlantis.yaml: a project for each stack of the environments in a folder. */
export function atlantis(folder: string): string {
  const { environments } = loadEnvironments(folder);
  const projects = environments.flatMap((environment) => projectsOf(environment, folder));
  const file = { version: 3, parallel_plan: false, parallel_apply: false, projects };
  return HEAD + stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** One project, or with `layout: layered` one for each layer, each after the one that it reads. */
function projectsOf(environment: Environment, folder: string): object[] {
  const { environment: name } = environment;
  const when_modified = [...filesOf(folder, name), ...CODE].map((path) => `${UP}/${path}`);
  return stacksOf(environment).map(({ stack }, index, stacks) => {
    const before = stacks[index - 1];
    return {
      name: stack,
      dir: `cdktf.out/stacks/${stack}`,
      workflow: "gatehouse",
      autoplan: { enabled: true, when_modified },
      ...(before && { execution_order_group: index, depends_on: [before.stack] }),
    };
  });
}

/** The environment's own file, the bases that it extends, and what commands and people keep beside it. */
function filesOf(folder: string, name: string): string[] {
  const { files } = readChain(join(folder, `${name}.yaml`));
  const names = [...files.map((file) => basename(file.name)), `${name}.adopted.yaml`, `${name}.ts`];
  return names.map((file) => `environments/${file}`);
}

if (require.main === module) {
  exitOnBadInput(() => {
    process.stdout.write(atlantis("environments"));
  });
}
