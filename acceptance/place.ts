import { assertLocal, NotLocal } from "../local/environment";
import { Refused } from "./refused";

/** Where a run deploys: AWS, or an imitation of its control plane that has no traffic. */
export type Place = "AWS" | "local AWS";

/**
 * Told by what Terraform and the SDK obey: endpoints of the environment. Without any it is AWS; with those that the
 * local AWS gives to its commands it is that one; anything else is neither, and shows nothing about AWS.
 *
 * @throws Refused
 */
export function placeOf(env: NodeJS.ProcessEnv): Place {
  const endpoints = Object.keys(env).filter((name) => name.startsWith("AWS_ENDPOINT_URL") && env[name]);
  if (endpoints.length === 0) {
    return "AWS";
  }
  try {
    assertLocal(env);
    return "local AWS";
  } catch (error) {
    if (!(error instanceof NotLocal)) throw error;
    throw new Refused([
      `${endpoints.join(", ")}: neither AWS nor the local AWS of ./gatehouse local run; unset ${endpoints.length === 1 ? "it" : "them"}`,
    ]);
  }
}

/** Why nothing that needs traffic is looked at. */
export const NO_TRAFFIC = "the local AWS has no traffic";
