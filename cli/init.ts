import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { BadInput } from "../config/bad-input";
import { EXIT } from "./exit-codes";
import { type Account, blind, decideRegion, findAccount, look } from "./init/account";
import { type Asked, readArguments } from "./init/arguments";
import { findCertificates } from "./init/certificates";
import type { Backend, Draft, Say } from "./init/draft";
import { compose } from "./init/file";
import { checkHealthPath, checkPath, checkPort } from "./init/flags";
import { Interview, type Prompt } from "./init/interview";
import { lookAtCertificates, lookAtPublicSubnets } from "./init/look";
import { decideDomain, decideProject, decideZone } from "./init/names";
import { decideNetwork } from "./init/network";
import { decideTargets } from "./init/targets";
import { promptOf, Stopped } from "./init/terminal";
import { check, FileExists, refuseExisting, shownPath, writeNew } from "./init/write";
import { GATEHOUSE, PROJECT } from "./installation";
import { needsOriginSecret } from "./secret/problem";

/** Where the command finds things. */
export interface Where {
  /** the folder of the environment files; `--folder` names another @default - that of the checkout */
  readonly folder?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** @default - the terminal, unless standard input is none or CI=true */
  readonly prompt?: Prompt;
}

/**
 * `init`: looks into the account, which it only reads, and writes an environment file that can be used. What it
 * cannot tell it asks; with nobody to ask it names the flag.
 */
export async function run(
  args: readonly string[],
  { folder: usual = join(PROJECT, "environments"), env = process.env, prompt = promptOf(env) }: Where = {},
): Promise<number> {
  try {
    const asked = readArguments(args);
    const folder = asked.folder ?? usual;
    refuseExisting(join(folder, `${asked.name}.yaml`));
    const draft = await decide(asked, env, new Interview(prompt, asked.yes));
    finish(draft, folder);
    return EXIT.done;
  } catch (error) {
    if (error instanceof FileExists) {
      console.error(`init: ${error.message}`);
      return EXIT.refused;
    }
    if (error instanceof Stopped) {
      console.error(`\ninit: ${error.message}`);
      return EXIT.failed;
    }
    throw error;
  }
}

const say: Say = (subject, text) => console.log(`${subject.padEnd(12)}  ${text}`);

/** @throws BadInput with every question that nobody has answered */
async function decide(asked: Asked, env: NodeJS.ProcessEnv, interview: Interview): Promise<Draft> {
  const region = await decideRegion(asked, env, interview, say);
  const account = await findAccount(region, env, say);
  try {
    return await decideAll(asked, region, account, interview);
  } finally {
    account?.clients.destroy();
  }
}

async function decideAll(
  asked: Asked,
  region: string | undefined,
  account: Account | undefined,
  interview: Interview,
): Promise<Draft> {
  const seen = await look(account, region);
  const domain = await decideDomain(asked, seen.zones, interview, say);
  const names = domain === undefined ? undefined : [domain, ...asked.aliases];
  const dns = names && (await decideZone(names, asked, seen.zones, interview, say));
  const project = domain && (await decideProject(asked, domain, interview, say));
  const decided = region && (await decideTargets(asked, seen.instances, region, interview, say));
  const network =
    region && decided
      ? await decideNetwork(asked, decided.vpcId, seen.vpcs, subnetsOf(account, region), interview, say)
      : undefined;
  const backend = await decideBackend(asked, interview);
  if (interview.open.length > 0) {
    throw new BadInput(interview.open);
  }
  if (!region || !domain || !names || !dns || !project || !decided || !network || !backend) {
    throw new Error("init: something was neither found nor asked");
  }
  const [viewer, regional] = await certificatesOf(account, region);
  const { site, edge } = asked;
  return {
    environment: asked.name,
    project,
    region,
    account: account?.id,
    domain,
    aliases: asked.aliases,
    dns,
    certificates: findCertificates({ names, edge, viewer, regional }, say),
    network,
    backend: { ...backend, targets: decided.targets },
    site,
    edge,
  };
}

function subnetsOf(account: Account | undefined, region: string) {
  return async (vpcId: string) =>
    account === undefined ? blind("no credentials") : lookAtPublicSubnets(account.clients, region, vpcId);
}

async function certificatesOf(account: Account | undefined, region: string) {
  const regions = ["us-east-1", region] as const;
  return account === undefined
    ? ([blind("no credentials"), blind("no credentials")] as const)
    : Promise.all([
        lookAtCertificates(account.clients, regions[0]),
        lookAtCertificates(account.clients, region),
      ]);
}

/** What no look into an account tells. */
async function decideBackend(
  { apiPaths, site, port: givenPort, healthPath: givenPath }: Asked,
  interview: Interview,
): Promise<Omit<Backend, "targets"> | undefined> {
  const path = async () =>
    interview.text({
      flag: "--api-path PATTERN",
      ask: "Which paths go to the backend? Everything else is the site's.",
      preset: "/api/*",
      check: checkPath,
    });
  const paths = apiPaths.length > 0 ? apiPaths : [site ? await path() : "/*"].flatMap((each) => each ?? []);
  const port =
    givenPort ??
    (await interview.text({
      flag: "--port PORT",
      ask: "Which port does the backend listen on?",
      preset: "8000",
      check: checkPort,
    }));
  const healthPath =
    givenPath ??
    (await interview.text({
      flag: "--health-path PATH",
      ask: "Which path answers 200 without a session? The load balancer asks it for health.",
      preset: "/",
      check: checkHealthPath,
    }));
  return port === undefined || healthPath === undefined
    ? undefined
    : { paths, port: Number(port), healthPath };
}

function finish(draft: Draft, folder: string): void {
  const { text, missing } = compose(draft, schemaFrom(folder));
  const { environment, warnings } = check(folder, draft.environment, text);
  const path = writeNew(folder, draft.environment, text);
  console.log(`\nwrote ${shownPath(path)}`);
  for (const warning of warnings) {
    console.log(`warning: ${warning}`);
  }
  const { healthPath } = draft.backend;
  console.log(`Look through it: nobody has asked the backend whether ${healthPath} answers 200.`);
  for (const line of missing) {
    console.log(`To fill in before a deploy: ${line}`);
  }
  const name = draft.environment;
  const secret = needsOriginSecret(environment) ? [`${GATEHOUSE} secret ${name}`] : [];
  console.log("Next:");
  for (const command of [...secret, `npx cdktf diff ${name}`, `npx cdktf deploy ${name}`]) {
    console.log(`  ${command}`);
  }
}

/** The schema as an editor finds it from a file of the folder: that of the checkout, or of the package. */
function schemaFrom(folder: string): string | undefined {
  const file = join("schema", "environment.schema.json");
  const places = [join(folder, "..", file), join(folder, "..", "node_modules", "gatehouse", file)];
  const found = places.find((place) => existsSync(place));
  return found && relative(folder, found).split(sep).join("/");
}
