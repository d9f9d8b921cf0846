import { isMap, isPair, isScalar, isSeq } from "yaml";
import type { Path } from "./report";

/** Where one segment of a path leads. */
export interface Step {
  readonly node: unknown;
  readonly name: string | number;
  readonly offset: number | undefined;
}

/** One step of a path: the pair of a map, or the item of a list. */
export function stepInto(node: unknown, segment: Path[number]): Step | undefined {
  if (isMap(node) && typeof segment !== "object") {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(segment));
    if (pair === undefined) return undefined;
    return { node: pair.value, name: segment, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined };
  }
  if (!isSeq(node)) return undefined;
  const index =
    typeof segment === "object"
      ? node.items.findIndex((item) => isScalar(item) && item.value === segment.value)
      : Number(segment);
  const item: unknown = node.items[index];
  if (item === undefined) return undefined;
  return {
    node: item,
    name: index,
    offset: isScalar(item) || isMap(item) || isSeq(item) ? item.range?.[0] : undefined,
  };
}

/** The keys that lead to a map, from what `visit` knows of its ancestors. */
export function pathOf(ancestors: readonly unknown[], map: unknown): (string | number)[] {
  return [...ancestors, map].flatMap<string | number>((node, index, all) => {
    if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
    const parent = all[index - 1];
    return isSeq(parent) ? [parent.items.indexOf(node)] : [];
  });
}

/** `backends.api.paths[0]` */
export function joined(names: readonly (string | number)[]): string {
  return names.reduce<string>((path, name) => {
    if (typeof name === "number") return `${path}[${name}]`;
    const word = /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
    return path === "" ? word : `${path}.${word}`;
  }, "");
}
