import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { z } from "zod";

const SUFFIX = ".json";

/**
 * The objects of one kind: in memory, and each in a file of its own. A file is written beside its place,
 * synced and renamed over it, so that a process that is killed at any moment leaves the old or the new state.
 */
export class Collection<T> {
  readonly #folder: string;
  readonly #objects = new Map<string, T>();

  /** Reads what an earlier process left in the folder. */
  constructor(folder: string, schema: z.ZodType<T>) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(folder).filter((name) => name.endsWith(SUFFIX))) {
      const parsed = schema.safeParse(readJson(join(folder, file)));
      if (!parsed.success) {
        throw new Error(
          `${join(folder, file)} is not a file of the local CloudFront: ${parsed.error.message}`,
        );
      }
      this.#objects.set(decodeURIComponent(file.slice(0, -SUFFIX.length)), parsed.data);
    }
  }

  get(id: string): T | undefined {
    return this.#objects.get(id);
  }

  /** Every object, sorted by id, so that a page's marker means the same to the next request. */
  all(): readonly T[] {
    return [...this.#objects].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value);
  }

  put(id: string, value: T): void {
    const file = this.#fileOf(id);
    const temporary = `${file}.${process.pid}.tmp`;
    const descriptor = openSync(temporary, "w", 0o600);
    try {
      writeSync(descriptor, `${JSON.stringify(value, undefined, 1)}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, file);
    this.#objects.set(id, value);
  }

  delete(id: string): void {
    rmSync(this.#fileOf(id), { force: true });
    this.#objects.delete(id);
  }

  #fileOf(id: string): string {
    return join(this.#folder, `${encodeURIComponent(id)}${SUFFIX}`);
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (cause) {
    throw new Error(`${file} is not a file of the local CloudFront: it is not JSON`, { cause });
  }
}
