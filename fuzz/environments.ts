import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Arbitrary, tuple } from "fast-check";
import { stringify } from "yaml";
import { readEnvironment } from "../config/read";
import { BESIDE, inWorld, NAME, worlds } from "./hints";
import { environmentSchema, isMap } from "./schema";
import { valuesOf } from "./values";

/** The keys of an environment file. */
export type File = Readonly<Record<string, unknown>>;

/** How often a file is mended before it is given up. */
const ROUNDS = 25;

/**
 * Files of the schema that the loader takes. Rules over several keys are the loader's own to know: what it complains
 * about is taken out, until it complains no more.
 */
export function environments(): Arbitrary<File> {
  return tuple(worlds(), valuesOf(environmentSchema()))
    .map(([world, value]) => inWorld(value, world))
    .map((file) => mended(isMap(file) ? file : {}))
    .filter((file): file is File => file !== undefined);
}

/** A folder that holds a file with this text, and what it may name; gone when `work` is done. */
export function inFolder<T>(text: string, work: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "gatehouse-fuzz-"));
  try {
    for (const [name, content] of Object.entries({ ...BESIDE, [`${NAME}.yaml`]: text })) {
      writeFileSync(join(folder, name), content);
    }
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** undefined where what is wrong cannot be taken out */
function mended(file: File): File | undefined {
  let current: File = file;
  for (let round = 0; round < ROUNDS; round++) {
    const faults = faultsOf(current);
    if (faults.length === 0) return current;
    const copy = structuredClone(current);
    for (const fault of faults) {
      if (!takeOut(copy, fault)) return undefined;
    }
    current = copy;
  }
  return undefined;
}

/** The places that the loader complains about; the deepest first, later items of a list before earlier ones. */
function faultsOf(file: File): string[][] {
  const keys = inFolder(stringify(file), (folder) =>
    readEnvironment(join(folder, `${NAME}.yaml`)).problems.map(({ key }) => key),
  );
  return [...new Set(keys)]
    .map(segments)
    .sort((a, b) => b.length - a.length || (a.join() < b.join() ? 1 : -1));
}

/** `backends.api.paths[0]` and `tags."a b"` as their parts. */
export function segments(key: string): string[] {
  return [...key.matchAll(/"(?:[^"\\]|\\.)*"|[\w-]+/g)].map(([part]) =>
    part.startsWith('"') ? String(JSON.parse(part)) : part,
  );
}

/** Takes out what a complaint is about: itself, or, where a key is missing, what misses it. */
function takeOut(file: Record<string, unknown>, path: readonly string[]): boolean {
  const key = path.at(-1);
  if (key === undefined) return false;
  const parent = path.slice(0, -1).reduce<unknown>(stepInto, file);
  if (Array.isArray(parent)) {
    if (Number(key) < parent.length) {
      parent.splice(Number(key), 1);
      return true;
    }
    return takeOut(file, path.slice(0, -1));
  }
  if (!isMap(parent) || !(key in parent)) return takeOut(file, path.slice(0, -1));
  return Reflect.deleteProperty(parent, key);
}

function stepInto(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  return isMap(value) ? value[key] : undefined;
}
