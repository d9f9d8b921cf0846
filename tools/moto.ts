import { join } from "node:path";
import { ToolMissing } from "./missing";
import { findMotoImage, hasEngine } from "./moto-image";
import { MOTO_VERSION } from "./moto-release";
import { buildMotoVenv, findMotoVenv } from "./moto-venv";
import { isOffline, onPath, type Where } from "./places";
import { findPython } from "./python";

const HOW_TO_GET = `pip install 'moto[server]==${MOTO_VERSION}'`;
const REQUIREMENTS = join(__dirname, "requirements", "moto.txt");

/** How to start moto on a port of 127.0.0.1 that nothing else has. */
export interface Moto {
  readonly command: string;
  readonly args: readonly string[];
  readonly source: "PATH" | "fetched" | "image";
}

export interface MotoOptions extends Where {
  /** what pip installs, with the hash of every file @default "tools/requirements/moto.txt" */
  readonly requirements?: string;
}

/**
 * The moto to run: `moto_server` on PATH, else the one of the ignored folder of tools, which pip installs where
 * it is missing; where there is no Python but an engine, moto's image.
 *
 * @throws ToolMissing where there is none and none can be fetched
 * @example
 * const { command, args } = await findMoto({ say: console.log });
 */
export async function findMoto(options: MotoOptions = {}): Promise<Moto> {
  const { env = process.env, say = () => {}, wait = () => {}, requirements = REQUIREMENTS } = options;
  const installed = onPath("moto_server", env);
  if (installed !== undefined) {
    return { ...server(installed), source: "PATH" };
  }
  const venv = findMotoVenv(env, requirements);
  if (venv !== undefined) {
    return { ...server(venv), source: "fetched" };
  }
  const missing = "there is no moto_server on PATH";
  const python = findPython(env);
  if (python.command === undefined && hasEngine(env)) {
    return { ...(await findMotoImage({ env, say, wait, missing, howToGet: HOW_TO_GET })), source: "image" };
  }
  if (isOffline(env)) {
    throw new ToolMissing(`${missing}, and GATEHOUSE_OFFLINE forbids to fetch it: ${HOW_TO_GET}`);
  }
  if (python.command === undefined) {
    throw new ToolMissing(`${missing}, and ${python.problem} to install it with: ${HOW_TO_GET}`);
  }
  return {
    ...server(
      await buildMotoVenv({
        ...{ env, say, wait, lock: requirements },
        ...{ python: python.command, howToGet: HOW_TO_GET },
      }),
    ),
    source: "fetched",
  };
}

function server(command: string): Pick<Moto, "command" | "args"> {
  return { command, args: ["-H", "127.0.0.1", "-p", "0"] };
}
