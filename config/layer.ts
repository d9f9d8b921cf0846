import type { YamlFile } from "./yaml-file";

/** `null` written out: the key is to be as if no file had it. A key without a value is something else: an empty map. */
export const removed = Symbol("null");

/** A value, and the file that it came from. */
export interface Layer {
  readonly file: YamlFile;
  readonly value: unknown;
  /** of a map: what each of its keys holds, from whichever file */
  readonly keys?: ReadonlyMap<string, Layer>;
}

/** The contents of one file. */
export function layerOf(value: unknown, file: YamlFile): Layer {
  if (!isMap(value)) return { value, file };
  return {
    value,
    file,
    keys: new Map(Object.entries(value).map(([key, inner]) => [key, layerOf(inner, file)])),
  };
}

/**
 * `upper` on top of `lower`: maps are merged key by key, everything else is replaced. A map whose `type` differs is
 * another thing, so it is replaced as well.
 *
 * @param key what the map is called
 */
export function merge(lower: Layer, upper: Layer, key = ""): Layer {
  if (lower.keys !== undefined && upper.value === null) return lower;
  if (lower.keys === undefined || upper.keys === undefined || isOther(lower.keys, upper.keys, key))
    return upper;
  const keys = new Map(lower.keys);
  for (const [name, inner] of upper.keys) {
    const below = lower.keys.get(name);
    keys.set(name, below === undefined ? inner : merge(below, inner, name));
  }
  return { value: upper.value, file: upper.file, keys };
}

/** Maps in which anything may be called `type`, a tag or a header. */
const OWN_KEYS: ReadonlySet<string> = new Set(["custom", "tags"]);

function isOther(lower: ReadonlyMap<string, Layer>, upper: ReadonlyMap<string, Layer>, key: string): boolean {
  const [before, now] = [lower.get("type")?.value, upper.get("type")?.value];
  return !OWN_KEYS.has(key) && typeof before === "string" && typeof now === "string" && before !== now;
}

/** The values alone, without the keys that were taken out. */
export function settled({ keys, value }: Layer): unknown {
  if (keys === undefined) return plain(value);
  const kept = [...keys].filter(([, inner]) => inner.value !== removed);
  return Object.fromEntries(kept.map(([key, inner]) => [key, settled(inner)]));
}

/** Of a list no item is taken out, but keys of an item are. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => (each === removed ? null : plain(each)));
  if (!isMap(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== removed);
  return Object.fromEntries(kept.map(([key, inner]) => [key, plain(inner)]));
}

/** The deepest layer on the way that `path` names. */
export function deepest(
  layer: Layer,
  path: readonly unknown[],
): { readonly layer: Layer; readonly whole: boolean } {
  const [key, ...rest] = path;
  if (key === undefined) return { layer, whole: true };
  const inner = layer.keys?.get(String(key));
  return inner === undefined ? { layer, whole: false } : deepest(inner, rest);
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
