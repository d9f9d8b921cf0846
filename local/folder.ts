import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { OwnProcess } from "./processes";
import type { Seeded } from "./seed";

/** Where a world is kept unless told otherwise: in the checkout, ignored by git. */
export const DEFAULT_FOLDER = join(".gatehouse", "local");

export const WORLD_FILE = "world.json";
export const GATE_FILE = "gate.json";
export const SECRET_FILE = "origin-secret";
export const MOTO_LOG = "moto.log";
export const GATE_LOG = "gate.log";

/** What is written down of a world, as it is built. */
export interface WorldState {
  readonly moto?: OwnProcess & { readonly url: string };
  readonly gate?: OwnProcess & { readonly endpoint: string; readonly cloudFront: string };
  readonly seeded?: Seeded;
}

/**
 * The folder of a world, made where it is missing.
 *
 * @throws where the folder holds other things than a world: `down` removes the whole of it
 */
export function openFolder(folder: string): string {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (readdirSync(path).length > 0 && !existsSync(join(path, WORLD_FILE))) {
    throw new Error(`${path} holds other things than a local AWS: name an empty folder`);
  }
  return path;
}

export function readState(folder: string): WorldState | undefined {
  const file = join(folder, WORLD_FILE);
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

export function writeState(folder: string, state: WorldState): void {
  const file = join(folder, WORLD_FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** Removes a world with all that a run left in its folder; a folder that is no world's is left alone. */
export function removeFolder(folder: string): void {
  if (existsSync(join(folder, WORLD_FILE))) {
    rmSync(folder, { recursive: true, force: true });
  }
}
