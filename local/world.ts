import { join, resolve } from "node:path";
import {
  DEFAULT_FOLDER,
  MOTO_LOG,
  openFolder,
  readState,
  removeFolder,
  SECRET_FILE,
  type WorldState,
  writeState,
} from "./folder";
import { REQUEST_LOG } from "./gate/gate";
import { gateAnswers, startGate } from "./gate-process";
import { interruptible } from "./interruptible";
import { withLock } from "./lock";
import { motoAnswers, startMoto } from "./moto";
import { originSecret } from "./origin-secret";
import { end, isAlive, type OwnProcess } from "./processes";
import { EXAMPLE_SEED, type SeedDescription, type Seeded, seed } from "./seed";

export { assertLocal, environmentOf, NotLocal } from "./environment";
export { clientOptions, type SeedDescription, type Seeded, seed } from "./seed";

/** A running local AWS. */
export interface World {
  /** absolute path of its folder: state, logs, secret */
  readonly folder: string;
  /** `AWS_ENDPOINT_URL` */
  readonly endpoint: string;
  /** `AWS_ENDPOINT_URL_CLOUDFRONT` */
  readonly cloudFrontEndpoint: string;
  /** what CloudFront shows to the load balancer */
  readonly originSecret: string;
  /** JSON lines, one for each request */
  readonly requestLog: string;
  /** what was there before anything was deployed */
  readonly seeded: Seeded;
}

export interface FolderOptions {
  /** @default ".gatehouse/local" */
  readonly folder?: string;
}

export interface UpOptions extends FolderOptions {
  /** @default - what the example finds */
  readonly seed?: SeedDescription;
  /** where progress goes, line by line @default - nowhere */
  readonly say?: (line: string) => void;
  /** told what is waited for now, and undefined for nothing @default - nobody */
  readonly wait?: (what: string | undefined) => void;
  /** how long each part may take to answer, in seconds @default 60 */
  readonly timeoutSeconds?: number;
}

export interface Status {
  readonly state: "up" | "partly up" | "down";
  readonly folder: string;
  readonly world?: World;
  readonly moto: PartStatus;
  readonly gate: PartStatus;
}

export interface PartStatus {
  readonly pid?: number;
  readonly url?: string;
  readonly running: boolean;
  readonly answers: boolean;
}

/** Starts the local AWS, or what of it is missing; one that is up is left as it is. */
export async function up(options: UpOptions = {}): Promise<World> {
  const folder = resolve(options.folder ?? DEFAULT_FOLDER);
  return withLock(`${folder}.lock`, () => raise(folder, options));
}

/** Ends the local AWS and removes its folder; answers whether there was one. */
export async function down(options: FolderOptions = {}): Promise<boolean> {
  const folder = resolve(options.folder ?? DEFAULT_FOLDER);
  return withLock(`${folder}.lock`, () => clear(folder));
}

/** What of the local AWS runs and answers. */
export async function status(options: FolderOptions = {}): Promise<Status> {
  const folder = resolve(options.folder ?? DEFAULT_FOLDER);
  const state = readState(folder) ?? {};
  const [moto, gate] = await Promise.all([
    part(state.moto, state.moto?.url, motoAnswers),
    part(state.gate, state.gate?.endpoint, gateAnswers),
  ]);
  const world = moto.answers && gate.answers ? worldOf(folder, state) : undefined;
  const some = moto.running || gate.running;
  return {
    state: world !== undefined ? "up" : some ? "partly up" : "down",
    folder,
    ...(world === undefined ? {} : { world }),
    moto,
    gate,
  };
}

async function raise(folder: string, options: UpOptions): Promise<World> {
  const { say = () => {}, wait = () => {} } = options;
  const found = await status({ folder });
  if (found.world !== undefined) {
    say(`the local AWS is up already: ${found.world.endpoint}`);
    return found.world;
  }
  if (readState(folder)?.moto !== undefined && !found.moto.answers) {
    say("moto has ended, and its memory with it: starting afresh");
    await clear(folder);
  }
  writeState(folder, readState(openFolder(folder)) ?? {});
  try {
    const stopped = `stopped: the local AWS of ${folder} is not up, and nothing of it is left`;
    const world = await interruptible(stopped, (signal) =>
      start(folder, { ...options, say, wait }, found.gate.answers, signal),
    );
    say(`the local AWS is up: ${world.endpoint}`);
    return world;
  } catch (error) {
    await clear(folder);
    throw error;
  } finally {
    wait(undefined);
  }
}

/** What is missing, each written down as soon as it answers. */
async function start(
  folder: string,
  {
    seed: description = EXAMPLE_SEED,
    say,
    wait,
    timeoutSeconds = 60,
  }: UpOptions & Required<Pick<UpOptions, "say" | "wait">>,
  gateAnswered: boolean,
  signal: AbortSignal,
): Promise<World> {
  let state = readState(folder) ?? {};
  const keep = (more: WorldState) => {
    state = { ...state, ...more };
    writeState(folder, state);
  };
  const secret = originSecret(join(folder, SECRET_FILE));
  if (state.moto === undefined) {
    say("starting moto ...");
    const { pid, startedAt, url } = await startMoto(
      join(folder, MOTO_LOG),
      timeoutSeconds,
      { say, wait },
      signal,
    );
    keep({ moto: { pid, startedAt, url } });
  }
  if (!gateAnswered || state.gate === undefined) {
    say("starting the gate and CloudFront ...");
    wait("waiting for the gate to answer, usually 1 to 3 seconds");
    await end(state.gate);
    const before = state.gate?.endpoint;
    const gate = await startGate(folder, state.moto?.url ?? "", timeoutSeconds, before, signal);
    const { pid, startedAt, endpoint, cloudFront } = gate;
    keep({ gate: { pid, startedAt, endpoint, cloudFront } });
  }
  if (state.seeded === undefined) {
    say("seeding what a team already has ...");
    wait("seeding, usually 1 to 3 seconds");
    keep({ seeded: await seed({ endpoint: state.gate?.endpoint ?? "" }, description) });
  }
  const world = worldOf(folder, state);
  if (world === undefined || secret !== world.originSecret) {
    throw new Error(`${folder} was changed by something else`);
  }
  return world;
}

async function clear(folder: string): Promise<boolean> {
  const state = readState(folder);
  if (state === undefined) {
    return false;
  }
  await Promise.all([end(state.gate), end(state.moto)]);
  removeFolder(folder);
  return true;
}

function worldOf(folder: string, { gate, seeded }: WorldState): World | undefined {
  return gate === undefined || seeded === undefined
    ? undefined
    : {
        folder,
        endpoint: gate.endpoint,
        // The gate hands CloudFront's calls on, so that they are judged and logged like the others.
        cloudFrontEndpoint: gate.endpoint,
        originSecret: originSecret(join(folder, SECRET_FILE)),
        requestLog: join(folder, REQUEST_LOG),
        seeded,
      };
}

async function part(
  process: OwnProcess | undefined,
  url: string | undefined,
  answers: (url: string) => Promise<boolean>,
): Promise<PartStatus> {
  const running = isAlive(process);
  return {
    ...(process === undefined ? {} : { pid: process.pid }),
    ...(url === undefined ? {} : { url }),
    running,
    answers: running && url !== undefined && (await answers(url)),
  };
}
