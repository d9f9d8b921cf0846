import { accessSync, constants, existsSync, mkdirSync } from "node:fs";
import { delimiter, isAbsolute, join, relative, resolve } from "node:path";
import { messageOf } from "./failure";
import { ToolMissing } from "./missing";

const ABOVE = join(__dirname, "..");

/** The checkout; for an installed package the project that it is called in. */
const ROOT = existsSync(join(ABOVE, "main.ts")) ? ABOVE : process.cwd();

export interface Where {
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** where progress goes, line by line @default - nowhere */
  readonly say?: (line: string) => void;
  /** told what is waited for now, and undefined for nothing @default - nobody */
  readonly wait?: (what: string | undefined) => void;
}

/** Where fetched tools are kept: `GATEHOUSE_TOOLS`, by default a folder that git ignores. */
export function toolsFolder(env: NodeJS.ProcessEnv): string {
  return resolve(env.GATEHOUSE_TOOLS || join(ROOT, ".gatehouse", "tools"));
}

/** `toolsFolder`, made where it is missing. */
export function openToolsFolder(env: NodeJS.ProcessEnv): string {
  const folder = toolsFolder(env);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new ToolMissing(
      `${shown(folder)} cannot be written: name another folder in GATEHOUSE_TOOLS (${messageOf(error)})`,
    );
  }
  return folder;
}

/** Whether nothing may be fetched. */
export function isOffline(env: NodeJS.ProcessEnv): boolean {
  return !["", "0", "false"].includes(env.GATEHOUSE_OFFLINE ?? "");
}

/** The path of a program that PATH leads to. */
export function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = process.platform === "win32" ? `${name}.exe` : name;
  return (env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => resolve(folder, file))
    .find(isExecutable);
}

export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A path as a person reads it: relative where it lies below the folder they are in. */
export function shown(path: string): string {
  const short = relative(process.cwd(), path);
  return short === "" || short.startsWith("..") || isAbsolute(short) ? path : short;
}

/** A URL without what it may hold of a user's name and password. */
export function withoutCredentials(url: string): string {
  return url.replace(/^([a-z+]+:\/\/)[^/@]*@/i, "$1");
}
