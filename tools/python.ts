import { spawnSync } from "node:child_process";
import { onPath } from "./places";

/** What moto 5.2 asks for. */
const OLDEST = [3, 10] as const;

/** A Python that can make virtual environments, or why there is none. */
export type Python =
  | { readonly command: string; readonly problem?: undefined }
  | { readonly command?: undefined; readonly problem: string };

export function findPython(env: NodeJS.ProcessEnv): Python {
  const command = onPath("python3", env) ?? onPath("python", env);
  if (command === undefined) {
    return { problem: "there is no python3 on PATH" };
  }
  const version = run(command, "import sys; print('%d.%d' % sys.version_info[:2])", env);
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    return {
      problem: `there is no Python ${OLDEST.join(".")} or later (${command} is ${version ?? "none"})`,
    };
  }
  // Debian packs venv and ensurepip apart from Python.
  return run(command, "import venv, ensurepip", env) === undefined
    ? { problem: `${command} has no venv (on Debian and Ubuntu: apt install python3-venv)` }
    : { command };
}

function run(command: string, code: string, env: NodeJS.ProcessEnv): string | undefined {
  const { error, status, stdout } = spawnSync(command, ["-I", "-c", code], {
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  return error === undefined && status === 0 ? stdout.trim() : undefined;
}
