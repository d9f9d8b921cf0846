import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import type { Environment } from "../config/environment";
import { loadEnvironments } from "../config/load";
import { assertLocal, NotLocal } from "../local/environment";
import { Clients } from "./aws/clients";
import { type AccountChecked, checkAccount } from "./doctor/account";
import { type Finding, fail } from "./doctor/finding";
import { lineOf, summaryOf, wantsColour } from "./doctor/print";
import { EXIT } from "./exit-codes";
import { GATEHOUSE, PROJECT } from "./installation";
import { type Asked, readArguments } from "./preflight/arguments";
import type { PreflightFinding } from "./preflight/check";
import { CHECKS } from "./preflight/checks";
import { askHealth, type Connect, connect, ownHardwareAddresses } from "./preflight/connect";
import type { Dns } from "./preflight/dns/answers";
import { LocalZones } from "./preflight/dns/local-zones";
import { ResolverDns } from "./preflight/dns/resolver";
import { LiveLook } from "./preflight/look";
import { runCheck } from "./preflight/run-check";
import { waiting } from "./progress/waiting";

/** Where the command finds things. */
export interface Where {
  /** the folder of package.json, where a local state lies @default - that of the checkout */
  readonly root?: string;
  /** the folder of the environment files @default - `environments` of the checkout */
  readonly folder?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** how ports are tried @default - a TCP connection; in the local AWS not at all */
  readonly connect?: Connect;
}

/** `preflight NAME`: what of the account and of DNS would stop a deploy, looked at before one; only read. */
export async function run(args: readonly string[], where: Where = {}): Promise<number> {
  const { root = PROJECT, folder = join(root, "environments"), env = process.env } = where;
  const asked = readArguments(args);
  const environment = environmentOf(asked, folder);
  const progress = asked.json ? { say: () => {}, wait: () => {} } : waiting();
  const colour = wantsColour(process.stdout.isTTY, env);
  const findings: PreflightFinding[] = [];
  for await (const finding of examine(environment, asked, { ...where, root, folder, env }, progress.wait)) {
    findings.push(finding);
    progress.say(lineOf(finding, colour));
  }
  progress.wait(undefined);
  const good = !findings.some(({ result }) => result === "fail");
  console.log(asked.json ? JSON.stringify({ ok: good, findings }, undefined, 2) : summaryOf(findings));
  return good ? EXIT.done : EXIT.failed;
}

async function* examine(
  environment: Environment,
  asked: Asked,
  { root, folder, env, ...where }: Where & { root: string; folder: string; env: NodeJS.ProcessEnv },
  wait: (what: string | undefined) => void,
): AsyncGenerator<PreflightFinding> {
  wait("asking AWS whose the credentials are");
  const account = await checkAccount({ root, folder, env }, [environment]);
  yield* accountLines(account).map((finding) => ({ id: "account", ...finding }));
  const foreign = account.findings.some(
    ({ check, result }) => check.startsWith("account of") && result === "fail",
  );
  const caller = foreign ? undefined : account.caller;
  const clients = caller && new Clients(caller.credentials, env);
  const local = isLocal(env);
  const look = new LiveLook({
    environment,
    root,
    dns: dnsFor(asked, clients, local),
    clients,
    connect: where.connect ?? (local ? undefined : connect),
    askHealth,
    hardware: ownHardwareAddresses(),
  });
  try {
    for (const check of CHECKS) {
      wait(check.wait);
      yield* await runCheck(check, look);
    }
  } finally {
    clients?.destroy();
  }
}

/** Without an account most of this looks at nothing, which is no success. */
function accountLines({ caller, findings }: AccountChecked): readonly Finding[] {
  return caller !== undefined || findings.some(({ result }) => result === "fail")
    ? findings
    : [...findings, fail("account", "nothing of the account can be looked at", `${GATEHOUSE} doctor`)];
}

/** A run against the local AWS asks nobody else, unless it is told whom. */
function dnsFor({ resolver }: Asked, clients: Clients | undefined, local: boolean): Dns {
  return resolver === undefined && local && clients !== undefined
    ? new LocalZones(clients.route53)
    : new ResolverDns(resolver);
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

function environmentOf({ name }: Asked, folder: string): Environment {
  const { environments } = loadEnvironments(folder, { only: [name] });
  const environment = environments.find((each) => each.environment === name);
  if (environment === undefined) {
    throw new BadInput([`preflight: NAME must be that of an environment, found "${name}"`]);
  }
  return environment;
}
