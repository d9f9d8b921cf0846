import { STSClient } from "@aws-sdk/client-sts";
import { BadInput } from "../../config/bad-input";
import { askCaller } from "../aws/caller";
import { Clients } from "../aws/clients";
import { type Credentials, findCredentials, NoCredentials } from "../aws/credentials";
import { maskAccount } from "../aws/mask";
import { shellRegion } from "../aws/settings";
import { GATEHOUSE } from "../installation";
import type { Asked } from "./arguments";
import type { Say } from "./draft";
import { checkRegion } from "./flags";
import type { Interview } from "./interview";
import { lookAtInstances, lookAtVpcs, lookAtZones } from "./look";
import type { Seen, Sight } from "./seen";

/** Whose account is looked into; without credentials none is, and the file is written by what is asked. */
export interface Account {
  readonly id: string;
  readonly clients: Clients;
}

const WITHOUT = "no credentials";

/**
 * @throws where there are credentials that do not work: a guess would be worth less than a new session
 */
export async function findAccount(
  region: string | undefined,
  env: NodeJS.ProcessEnv,
  say: Say,
): Promise<Account | undefined> {
  const credentials = await credentialsIn(env);
  if (credentials === undefined) {
    say("account", "not looked into: no credentials; export AWS_PROFILE=NAME, or aws configure sso");
    return undefined;
  }
  const caller = await askCaller(credentials, region ?? "us-east-1", env);
  if (caller.kind === "identity") {
    say("account", `${maskAccount(caller.account)} (${credentials.source}), only read`);
    return { id: caller.account, clients: new Clients(credentials, env) };
  }
  const reason =
    caller.kind === "refused"
      ? `AWS refuses the credentials (${caller.code})`
      : `AWS does not answer: ${caller.reason}`;
  throw new Error(`nothing was written: ${reason}; see ${GATEHOUSE} doctor`);
}

async function credentialsIn(env: NodeJS.ProcessEnv): Promise<Credentials | undefined> {
  try {
    return await findCredentials(env);
  } catch (error) {
    if (!(error instanceof NoCredentials)) throw error;
    if (!error.broken) return undefined;
    throw new Error(`nothing was written: AWS credentials: ${error.message}; see ${GATEHOUSE} doctor`);
  }
}

/** The region: as asked, or the shell's, or the profile's; undefined where it stays open. */
export async function decideRegion(
  { region }: Asked,
  env: NodeJS.ProcessEnv,
  interview: Interview,
  say: Say,
): Promise<string | undefined> {
  if (region !== undefined) {
    say("region", region);
    return region;
  }
  const shell = shellRegion(env);
  const found = shell ?? (await profileRegion(env));
  const source = shell === undefined ? "the profile" : env.AWS_REGION ? "AWS_REGION" : "AWS_DEFAULT_REGION";
  if (found === undefined) {
    return interview.text({
      flag: "--region REGION",
      ask: "In which AWS region is the backend, or shall it be, such as eu-west-1?",
      check: checkRegion,
    });
  }
  const wrong = checkRegion(found);
  if (wrong !== undefined) {
    throw new BadInput([`init: the region of ${source} ${wrong}`]);
  }
  say("region", `${found}, from ${source}; --region names another`);
  return found;
}

/** The SDK reads a profile from this process's environment alone. */
async function profileRegion(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env.AWS_CONFIG_FILE !== process.env.AWS_CONFIG_FILE || env.AWS_PROFILE !== process.env.AWS_PROFILE) {
    return undefined;
  }
  const client = new STSClient({});
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}

/** What can be looked at before anything is decided. */
export async function look(account: Account | undefined, region: string | undefined): Promise<Seen> {
  if (account === undefined) {
    return { account: undefined, zones: blind(WITHOUT), instances: blind(WITHOUT), vpcs: blind(WITHOUT) };
  }
  const { id, clients } = account;
  const [zones, instances, vpcs] = await Promise.all([
    lookAtZones(clients),
    region === undefined ? blind("no region") : lookAtInstances(clients, region),
    region === undefined ? blind("no region") : lookAtVpcs(clients, region),
  ]);
  return { account: id, zones, instances, vpcs };
}

/** Of what nothing could be looked at. */
export function blind(unseen: string): Sight<never> {
  return { items: [], unseen };
}
