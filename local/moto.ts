import { accessSync, constants, existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Spawned, spawnDetached } from "./processes";
import { until } from "./until";

export const MOTO_MISSING = "moto_server is not on PATH: get it with: pip install 'moto[server]==5.2.1'";

/** The path of `moto_server`; undefined where it is not installed. */
export function findMoto(path = process.env.PATH ?? ""): string | undefined {
  return path
    .split(delimiter)
    .map((folder) => join(folder, "moto_server"))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** Starts moto on a port that the system chooses, and waits until it answers. */
export async function startMoto(log: string, seconds: number): Promise<Spawned & { readonly url: string }> {
  const command = findMoto();
  if (command === undefined) {
    throw new Error(MOTO_MISSING);
  }
  const moto = spawnDetached(command, ["-H", "127.0.0.1", "-p", "0"], { log, env: motoEnvironment() });
  const url = await until(moto, { what: "moto", log, seconds }, async () => {
    // moto says which port it got; nothing else may answer in its name.
    const said = existsSync(log)
      ? /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(readFileSync(log, "utf8"))?.[1]
      : undefined;
    return said !== undefined && (await motoAnswers(said)) ? said : undefined;
  });
  return { ...moto, url };
}

export async function motoAnswers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/moto-api/data.json`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

/** Nothing of a real account reaches moto, and the gate alone decides when a certificate is issued. */
function motoEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|MOTO)_/.test(name));
  return { ...Object.fromEntries(kept), MOTO_ACM_VALIDATION_WAIT: "0" };
}
