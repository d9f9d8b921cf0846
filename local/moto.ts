import { existsSync, readFileSync } from "node:fs";
import { findMoto } from "../tools/moto";
import type { Where } from "../tools/places";
import { type Spawned, spawnDetached } from "./processes";
import { until } from "./until";

/** In milliseconds. A world whose moto is only slow, on a busy machine, must not be taken for one that is gone. */
export const LONGEST_ANSWER = 30_000;

/**
 * Starts moto on a port that the system chooses, and waits until it answers.
 *
 * @throws ToolMissing where there is no moto and none can be fetched
 */
export async function startMoto(
  log: string,
  seconds: number,
  told: Pick<Where, "say" | "wait"> = {},
  signal?: AbortSignal,
): Promise<Spawned & { readonly url: string }> {
  const { command, args } = await findMoto(told);
  told.wait?.("waiting for moto to answer, usually 3 to 10 seconds");
  const moto = spawnDetached(command, args, { log, env: motoEnvironment() });
  const url = await until(moto, { what: "moto", log, seconds, signal }, async () => {
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
    return (await fetch(`${url}/moto-api/data.json`, { signal: AbortSignal.timeout(LONGEST_ANSWER) })).ok;
  } catch {
    return false;
  }
}

/**
 * Nothing of a real account reaches moto, and the gate alone decides when a certificate is issued. AWS's own IAM
 * policies are there, as in every account.
 */
function motoEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(AWS|MOTO)_/.test(name));
  return {
    ...Object.fromEntries(kept),
    MOTO_ACM_VALIDATION_WAIT: "0",
    MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
  };
}
