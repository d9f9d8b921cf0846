import type { Environment } from "../../config/environment";
import { assertLocal, NotLocal } from "../../local/environment";
import { gateAnswers } from "../../local/gate-process";
import { shellRegion } from "../aws/settings";
import { type Finding, ok, type Surroundings, skipped, warning } from "./finding";

/** The region of the environments is Terraform's; the shell's is that of the aws CLI. */
export function checkRegion({ env }: Surroundings, environments: readonly Environment[]): Finding {
  const regions = [...new Set(environments.map(({ region }) => region))];
  const shell = shellRegion(env);
  const [first] = regions;
  if (first === undefined) {
    return skipped("region", "no environment that loads");
  }
  const seen = `${regions.join(", ")}, by the environment files`;
  return shell === undefined || regions.includes(shell)
    ? ok("region", seen)
    : warning("region", `${seen}; the aws CLI looks in ${shell}`, `export AWS_REGION=${first}`);
}

/** AWS endpoints of a shell: leftovers of a local run send a deploy to an AWS that is not there. */
export async function checkEndpoints({ env }: Surroundings): Promise<Finding> {
  const check = "endpoints";
  const names = Object.keys(env).filter((name) => name.startsWith("AWS_ENDPOINT_URL") && env[name]);
  if (names.length === 0) {
    return ok(check, "AWS's own");
  }
  const list = names.map((name) => `${name}=${env[name]}`).join(", ");
  const mend = `unset ${names.join(" ")}`;
  if (!isLocal(env)) {
    return warning(check, `${list}: calls do not go to AWS`, mend);
  }
  return (await gateAnswers(env.AWS_ENDPOINT_URL ?? ""))
    ? ok(check, `the local AWS, ${env.AWS_ENDPOINT_URL}`)
    : warning(check, `${list}: left over from a local AWS that is gone`, mend);
}

function isLocal(env: NodeJS.ProcessEnv): boolean {
  try {
    assertLocal(env);
    return true;
  } catch (error) {
    if (error instanceof NotLocal) return false;
    throw error;
  }
}
