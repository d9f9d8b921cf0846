import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { ToolMissing } from "./missing";
import { MOTO_VERSION } from "./moto-release";
import { isOffline, onPath, type Where } from "./places";

export const MOTO_IMAGE = `docker.io/motoserver/moto:${MOTO_VERSION}`;

const ENGINES = ["docker", "podman"] as const;

export interface MotoImage extends Required<Where> {
  /** why an image is asked for */
  readonly missing: string;
  readonly howToGet: string;
}

/** Whether an engine that runs containers answers. */
export function hasEngine(env: NodeJS.ProcessEnv): boolean {
  return engineOf(env) !== undefined;
}

/** The command line that runs moto's image, pulled where it is missing. */
export async function findMotoImage({
  env,
  say,
  wait,
  missing,
  howToGet,
}: MotoImage): Promise<{ readonly command: string; readonly args: readonly string[] }> {
  const engine = engineOf(env);
  if (engine === undefined) {
    throw new ToolMissing(`${missing}, and no engine for its image answers: ${howToGet}`);
  }
  if (!succeeds(engine, ["image", "inspect", MOTO_IMAGE], env)) {
    if (isOffline(env)) {
      throw new ToolMissing(
        `${missing}, and GATEHOUSE_OFFLINE forbids to fetch the image ${MOTO_IMAGE}: ${howToGet}`,
      );
    }
    say(`fetching moto's image ${MOTO_IMAGE} to ${engine} ...`);
    wait("fetching moto's image");
    const { status, stderr } = await pull(engine, env).finally(() => wait(undefined));
    if (status !== 0) {
      const reason = stderr.trim().split("\n").at(-1) || "it ended without a word";
      throw new ToolMissing(`cannot fetch the image ${MOTO_IMAGE}: ${reason}; ${howToGet}`);
    }
    say("fetched moto's image");
  }
  return { command: engine, args: runArguments(await freePort()) };
}

/**
 * The same port inside as outside, so that the address that moto says is the one that it has here. The image's
 * entry point listens on every address of the container; what is published is loopback alone.
 */
export function runArguments(port: number): string[] {
  return [
    ...["run", "--rm", "--pull", "never", "--publish", `127.0.0.1:${port}:${port}`],
    // Without values: those that the engine's command is started with.
    ...["--env", "MOTO_ACM_VALIDATION_WAIT", "--env", "MOTO_IAM_LOAD_MANAGED_POLICIES"],
    ...[MOTO_IMAGE, "-p", String(port)],
  ];
}

function engineOf(env: NodeJS.ProcessEnv): string | undefined {
  // The client is often there without the daemon that does the work.
  return ENGINES.flatMap((name) => onPath(name, env) ?? []).find((engine) =>
    succeeds(engine, ["ps", "--quiet"], env),
  );
}

function pull(
  engine: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(engine, ["pull", "--quiet", MOTO_IMAGE], {
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
      stderr += chunk;
    });
    child.on("error", (error) => resolve({ status: null, stderr: error.message }));
    child.on("close", (status) => resolve({ status, stderr }));
  });
}

function succeeds(command: string, args: readonly string[], env: NodeJS.ProcessEnv): boolean {
  return spawnSync(command, args, { env, stdio: "ignore", timeout: 60_000 }).status === 0;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
