import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../local/lock";
import { messageOf } from "./failure";
import { ToolMissing } from "./missing";
import { MOTO_VERSION } from "./moto-release";
import { isExecutable, openToolsFolder, shown, toolsFolder, withoutCredentials } from "./places";

/** Written last: without it, or with another text, the folder is half a venv or none for this place. */
const COMPLETE = "complete";

export interface MotoVenv {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly wait: (what: string | undefined) => void;
  /** a requirements file with the hash of every file */
  readonly lock: string;
  readonly python: string;
  readonly howToGet: string;
}

/** The moto_server that an earlier run installed from the same requirements. */
export function findMotoVenv(env: NodeJS.ProcessEnv, lock: string): string | undefined {
  const folder = venvFolder(env);
  const server = join(folder, "bin", "moto_server");
  return isExecutable(server) && readIfThere(join(folder, COMPLETE)) === stamp(folder, lock)
    ? server
    : undefined;
}

/** Installs moto into a virtual environment: wheels alone, so that nothing of theirs runs, and only with the right hash. */
export async function buildMotoVenv(options: MotoVenv): Promise<string> {
  const { env, say, wait, lock, python, howToGet } = options;
  openToolsFolder(env);
  const folder = venvFolder(env);
  return withLock(`${folder}.lock`, async () => {
    // Another run may have installed it meanwhile.
    const found = findMotoVenv(env, lock);
    if (found !== undefined) {
      return found;
    }
    rmSync(folder, { recursive: true, force: true });
    say(`fetching moto ${MOTO_VERSION}${contents(lock)} from ${indexOf(env)} to ${shown(folder)} ...`);
    // pip says nothing of how far it is that a program could read.
    wait(`fetching moto${contents(lock)}`);
    try {
      await run(python, ["-I", "-m", "venv", folder], env);
      await run(join(folder, "bin", "python"), ["-I", "-m", "pip", ...pipArguments(lock)], env);
      if (!isExecutable(join(folder, "bin", "moto_server"))) {
        throw new Error("what was installed has no moto_server");
      }
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw new ToolMissing(
        `cannot install moto ${MOTO_VERSION} from ${indexOf(env)}: ${messageOf(error)}; ${howToGet}`,
      );
    } finally {
      wait(undefined);
    }
    writeFileSync(join(folder, COMPLETE), stamp(folder, lock));
    say(`fetched moto ${MOTO_VERSION}`);
    return join(folder, "bin", "moto_server");
  });
}

function pipArguments(lock: string): string[] {
  return [
    ...["install", "--require-hashes", "--only-binary", ":all:", "--no-user", "--requirement", lock],
    ...["--no-input", "--disable-pip-version-check", "--quiet", "--retries", "1", "--timeout", "30"],
  ];
}

function venvFolder(env: NodeJS.ProcessEnv): string {
  return join(toolsFolder(env), `moto-${MOTO_VERSION}`);
}

/** A venv holds its own path: moved with its checkout, it is made anew. */
function stamp(folder: string, lock: string): string {
  const hash = createHash("sha256").update(readFileSync(lock)).digest("hex");
  return `${folder}\n${hash}\n`;
}

/** How much comes, as the lock says. */
function contents(lock: string): string {
  const text = readFileSync(lock, "utf8");
  const packages = text.match(/^[\w.-]+==/gm)?.length ?? 0;
  const [, megabytes] = /^# .*\b(\d+) MB/m.exec(text) ?? [];
  const size = megabytes === undefined ? "" : `about ${megabytes} MB in `;
  return ` (${size}${packages} packages)`;
}

function indexOf({ PIP_INDEX_URL }: NodeJS.ProcessEnv): string {
  return PIP_INDEX_URL ? withoutCredentials(PIP_INDEX_URL) : "pip's index (PyPI unless configured otherwise)";
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let text = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        text += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(reasonOf(text)))));
  });
}

/** pip reports an index that it cannot reach as one that has no such package. */
function reasonOf(text: string): string {
  if (/connection broken by|Max retries exceeded|ProxyError/.test(text)) {
    return "it cannot be reached";
  }
  const lines = text.split("\n").map((line) => line.trim());
  if (/DO NOT MATCH THE HASHES/.test(text)) {
    const file = /^(\S+==\S+) from /.exec(lines.find((line) => / from /.test(line)) ?? "")?.[1];
    return `the hash of ${file ?? "a package"} is not the one of the requirements: somebody changed it on the way`;
  }
  const error = lines.find((line) => line.startsWith("ERROR:")) ?? lines.filter(Boolean).at(-1);
  return (error ?? "it ended without a word").replace(/^ERROR:\s*/, "");
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
