import type { Environment } from "../../config/environment";
import { proxyFor } from "../../tools/proxy";
import { askCaller, type Caller } from "../aws/caller";
import { type Credentials, findCredentials, NoCredentials } from "../aws/credentials";
import { maskAccount, maskArn } from "../aws/mask";
import { shellRegion } from "../aws/settings";
import { type Finding, fail, ok, type Surroundings, skipped, warning } from "./finding";

export interface AccountChecked {
  readonly findings: readonly Finding[];
  /** undefined where AWS does not know them, or nobody has answered */
  readonly caller?: { readonly credentials: Credentials; readonly account: string };
}

/** AWS refuses requests whose signature is further away than this. */
const MOST_SECONDS_OFF = 300;
/** AWS's own documents write it, and so do our examples: nobody's. */
const PLACEHOLDER = "123456789012";
const SET_CLOCK = "set the clock of this machine: it has to follow a time server";
const GET_CREDENTIALS = "export AWS_PROFILE=NAME, or aws configure sso";

/** Credentials, whose they are, the clock, and whether the environments belong to that account. */
export async function checkAccount(
  { env }: Surroundings,
  environments: readonly Environment[],
): Promise<AccountChecked> {
  const found = await credentialsIn(env);
  if (found instanceof NoCredentials) {
    const finding = found.broken
      ? fail("credentials", found.message, "aws sso login, or export AWS_PROFILE=NAME")
      : warning("credentials", "none found: the local AWS needs none, a deploy does", GET_CREDENTIALS);
    return { findings: [finding, ...notChecked("no credentials", environments)] };
  }
  const source = ambiguous(env)
    ? warning(
        "credentials",
        `${found.source}, which Terraform takes; AWS_PROFILE=${env.AWS_PROFILE} is set beside it, which other tools take`,
        "unset AWS_PROFILE, or unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN",
      )
    : ok("credentials", found.source);
  const region = environments[0]?.region ?? shellRegion(env) ?? "us-east-1";
  const caller = await askCaller(found, region, env);
  if (caller.kind === "unanswered") {
    return {
      findings: [source, ...notChecked(`STS: ${caller.reason}${proxied(region, env)}`, environments)],
    };
  }
  const clock = checkClock(caller);
  if (caller.kind === "refused") {
    const off = clock.result === "fail";
    const refusal = fail("account", explain(caller.code), off ? SET_CLOCK : "aws sts get-caller-identity");
    return {
      findings: [source, refusal, clock, ...accountsNotChecked("AWS refuses the credentials", environments)],
    };
  }
  const account = ok("account", `${maskAccount(caller.account)} (${maskArn(caller.arn)})`);
  return {
    findings: [source, account, clock, ...compareAccounts(caller.account, environments)],
    caller: { credentials: found, account: caller.account },
  };
}

async function credentialsIn(env: NodeJS.ProcessEnv): Promise<Credentials | NoCredentials> {
  try {
    return await findCredentials(env);
  } catch (error) {
    if (error instanceof NoCredentials) return error;
    throw error;
  }
}

function ambiguous({ AWS_PROFILE, AWS_ACCESS_KEY_ID }: NodeJS.ProcessEnv): boolean {
  return Boolean(AWS_PROFILE && AWS_ACCESS_KEY_ID);
}

/** Terraform goes through a proxy; this check does not. */
function proxied(region: string, env: NodeJS.ProcessEnv): string {
  const proxy = proxyFor(new URL(`https://sts.${region}.amazonaws.com`), env);
  return proxy === undefined ? "" : `; it was asked past the proxy ${proxy.host}, which Terraform uses`;
}

function explain(code: string): string {
  switch (code) {
    case "InvalidClientTokenId":
      return `AWS does not know the credentials, or the region is not enabled in their account (${code})`;
    case "ExpiredToken":
    case "ExpiredTokenException":
      return `the session of the credentials has ended (${code}): log in again`;
    case "SignatureDoesNotMatch":
      return `the secret key does not belong to the key's id, or the clock is wrong (${code})`;
    default:
      return `AWS refuses the credentials (${code})`;
  }
}

function checkClock({ clock: { ahead } }: Exclude<Caller, { kind: "unanswered" }>): Finding {
  if (ahead === undefined) {
    return skipped("clock", "the answer of STS had no date");
  }
  const off = Math.abs(ahead);
  if (off <= 1) {
    return ok("clock", "as AWS's");
  }
  const seen = `${off} s ${ahead > 0 ? "ahead of" : "behind"} AWS's`;
  return off > MOST_SECONDS_OFF
    ? fail("clock", `${seen}: AWS refuses what is signed more than ${MOST_SECONDS_OFF} s off`, SET_CLOCK)
    : ok("clock", seen);
}

/** With accounts of their own, one environment's credentials never suit all of them: one that fits is enough. */
function compareAccounts(account: string, environments: readonly Environment[]): Finding[] {
  const fits = environments.some(({ accountId }) => accountId === account);
  return environments.map(({ environment, accountId }) => {
    const check = `account of ${environment}`;
    if (accountId === account) {
      return ok(check, maskAccount(accountId));
    }
    if (accountId === undefined) {
      return warning(
        check,
        "any: the file has no accountId",
        `write accountId into environments/${environment}.yaml, and any other account is refused`,
      );
    }
    if (accountId === PLACEHOLDER) {
      return warning(
        check,
        `${maskAccount(accountId)}, the account of the examples`,
        `write your own as accountId into environments/${environment}.yaml`,
      );
    }
    const seen = `${maskAccount(accountId)}, the credentials are of ${maskAccount(account)}: refused`;
    return (fits ? warning : fail)(check, seen, `export AWS_PROFILE=NAME, one of ${maskAccount(accountId)}`);
  });
}

function notChecked(reason: string, environments: readonly Environment[]): Finding[] {
  return [skipped("account", reason), skipped("clock", reason), ...accountsNotChecked(reason, environments)];
}

function accountsNotChecked(reason: string, environments: readonly Environment[]): Finding[] {
  return environments.map(({ environment }) => skipped(`account of ${environment}`, reason));
}
