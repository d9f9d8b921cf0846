import { execFile } from "node:child_process";
import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { isExecutable, onPath } from "../../tools/places";

const SECONDS = 20;
const SCRIPT = "import importlib.metadata as m; print(m.version('moto'))";

/** moto's version, from the Python that runs it: moto_server itself does not tell. */
export async function motoVersion(server: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const python of pythonsOf(server, env)) {
    try {
      const { stdout } = await promisify(execFile)(python, ["-c", SCRIPT], { env, timeout: SECONDS * 1000 });
      return stdout.trim();
    } catch {
      // Another one may know it.
    }
  }
  return undefined;
}

/** The interpreters that might run a script: the one it names, those beside it, the one on PATH. */
function pythonsOf(server: string, env: NodeJS.ProcessEnv): string[] {
  const file = realpathSync(server);
  const [, named] = /^#!\s*(\/\S*python[\d.]*)\s/.exec(readFileSync(file, "utf8").slice(0, 500)) ?? [];
  const beside = [file, server].map((each) => join(dirname(each), "python3"));
  const places = [named, ...beside, onPath("python3", env)];
  return [...new Set(places.flatMap((each) => (each !== undefined && isExecutable(each) ? each : [])))];
}
