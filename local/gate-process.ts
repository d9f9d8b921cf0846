import { existsSync, readFileSync, rmSync } from "node:fs";
import { extname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { GATE_FILE, GATE_LOG } from "./folder";
import { HEALTH_PATH } from "./gate/gate";
import { LONGEST_ANSWER } from "./moto";
import { type Spawned, spawnDetached } from "./processes";
import { until } from "./until";

/** The gate and our CloudFront as they run. */
export interface GateProcess extends Spawned {
  /** `AWS_ENDPOINT_URL` */
  readonly endpoint: string;
  /** our CloudFront itself, behind the gate */
  readonly cloudFront: string;
}

/** Starts the gate in front of moto, at the port it had before if it had one. */
export async function startGate(
  folder: string,
  moto: string,
  seconds: number,
  endpointBefore?: string,
  signal?: AbortSignal,
): Promise<GateProcess> {
  const file = join(folder, GATE_FILE);
  const log = join(folder, GATE_LOG);
  rmSync(file, { force: true });
  const port = endpointBefore === undefined ? [] : [new URL(endpointBefore).port];
  const gate = spawnDetached(process.execPath, [...mainScript(), folder, moto, ...port], {
    log,
    env: plainEnvironment(),
  });
  const ports = await until(gate, { what: "the gate", log, seconds, signal }, async () => {
    const said = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
    return said !== undefined && (await gateAnswers(said.endpoint)) ? said : undefined;
  });
  return { ...gate, endpoint: ports.endpoint, cloudFront: ports.cloudFront };
}

export async function gateAnswers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}${HEALTH_PATH}`, { signal: AbortSignal.timeout(LONGEST_ANSWER) })).ok;
  } catch {
    return false;
  }
}

/** The script beside this one, in the form that this one has: TypeScript in a checkout, compiled in the package. */
function mainScript(): string[] {
  const script = join(__dirname, `main${extname(__filename)}`);
  return script.endsWith(".ts") ? ["--import", pathToFileURL(require.resolve("tsx")).href, script] : [script];
}

/** A test runner's or debugger's options are not the gate's. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...kept } = process.env;
  return kept;
}
