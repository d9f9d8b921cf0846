import type { Environment } from "../../config/environment";
import { askCaller } from "./caller";
import type { Credentials } from "./credentials";
import { maskAccount } from "./mask";

/** The credentials are of another account than the environment. */
export class WrongAccount extends Error {
  override readonly name = "WrongAccount";
}

/**
 * The account that the credentials are of, known before anything is written there.
 *
 * @throws WrongAccount where the environment belongs to another
 */
export async function accountFor(
  { environment, accountId, region }: Environment,
  credentials: Credentials,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const caller = await askCaller(credentials, region, env);
  switch (caller.kind) {
    case "unanswered":
      throw new Error(`nothing was written: cannot tell whose account it is: ${caller.reason}`);
    case "refused":
      throw new Error(`nothing was written: AWS refuses the credentials (${caller.code})`);
    case "identity":
      if (accountId !== undefined && accountId !== caller.account) {
        throw new WrongAccount(
          `the credentials are of account ${maskAccount(caller.account)}, environment ${environment} belongs to ${maskAccount(accountId)}`,
        );
      }
      return caller.account;
  }
}
