import { askCaller } from "../../cli/aws/caller";
import { findCredentials, NoCredentials } from "../../cli/aws/credentials";
import { maskAccount } from "../../cli/aws/mask";
import { Refused } from "../refused";

/**
 * Whose credentials these are, where they are of the account that was asked for.
 *
 * @returns where the credentials come from, in words
 * @throws Refused
 */
export async function confirmAccount(
  account: string,
  region: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const credentials = await findCredentials(env).catch((error: unknown) => {
    if (!(error instanceof NoCredentials)) throw error;
    throw new Refused([`AWS credentials: ${error.message}; see ./gatehouse doctor`]);
  });
  const caller = await askCaller(credentials, region, env);
  if (caller.kind === "refused") {
    throw new Refused([`AWS refuses the credentials (${caller.code}); see ./gatehouse doctor`]);
  }
  if (caller.kind === "unanswered") {
    throw new Refused([`cannot tell whose account it is: ${caller.reason}`]);
  }
  if (caller.account !== account) {
    throw new Refused([
      `the credentials are of account ${maskAccount(caller.account)}, --account says ${maskAccount(account)}`,
    ]);
  }
  return credentials.source;
}
