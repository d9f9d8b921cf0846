import { captured } from "../captured";

export interface StateFolder {
  /** of a stack, initialised */
  readonly folder: string;
  readonly terraform: string;
  readonly env: NodeJS.ProcessEnv;
}

interface State {
  readonly resources?: readonly {
    readonly module?: string;
    readonly mode: string;
    readonly type: string;
    readonly name: string;
    readonly instances: readonly { readonly index_key?: string | number; readonly status?: string }[];
  }[];
}

/**
 * Lets the next run complete what an interrupted one was making, in place of making it anew. The provider gives up
 * waiting when Terraform is told to stop, Terraform marks what was waited for as tainted, and a tainted resource is
 * replaced: a plan that `prevent_destroy` refuses. It is there and ours; what is missing of it is an update.
 *
 * @param among those alone that it holds for, however many are tainted @default - all
 * @returns the addresses that are no longer tainted
 */
export async function keepHalfMade(
  state: StateFolder,
  among: (address: string) => boolean = () => true,
): Promise<readonly string[]> {
  const { code, text } = await terraform(state, "state", "pull");
  const tainted = code === 0 && text.trim() !== "" ? taintedIn(JSON.parse(text)) : [];
  const kept: string[] = [];
  for (const address of tainted.filter(among)) {
    if ((await terraform(state, "untaint", address)).code === 0) {
      kept.push(address);
    }
  }
  return kept;
}

/** The addresses of what Terraform would replace because making it did not end well. */
export function taintedIn({ resources = [] }: State): readonly string[] {
  return resources
    .filter(({ mode }) => mode === "managed")
    .flatMap(({ module, type, name, instances }) =>
      instances
        .filter(({ status }) => status === "tainted")
        .map(({ index_key: key }) => {
          const index = key === undefined ? "" : `[${JSON.stringify(key)}]`;
          return `${module === undefined ? "" : `${module}.`}${type}.${name}${index}`;
        }),
    );
}

/** In a group of its own: it is short, and a Control-C is not to end it midway. */
function terraform({ folder, terraform: command, env }: StateFolder, ...args: readonly string[]) {
  return captured(command, args, { cwd: folder, env, detached: true });
}
