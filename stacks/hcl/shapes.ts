import { TerraformElement } from "cdktf";
import type { IConstruct } from "constructs";
import { isMap } from "./expressions";

/**
 * Which keys of a body are blocks. JSON writes arguments and blocks alike, HCL does not, and only the bindings of
 * a provider know which is which.
 */
export interface Shape {
  /** undefined where it cannot be told: the binding was not given the key */
  readonly block?: boolean;
  /** the keys within */
  readonly keys: ReadonlyMap<string, Shape>;
}

/** Nothing is known. */
export const NO_SHAPE: Shape = { keys: new Map() };

/** The shapes of everything in a stack, by `resource aws_lb public`, `data ...`, or `provider aws`. */
export function shapesIn(stack: IConstruct): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const element of stack.node.findAll().filter(TerraformElement.isTerraformElement)) {
    const { resource, data, provider }: Record<string, unknown> = element.toHclTerraform();
    for (const [kind, byType] of Object.entries({ resource, data })) {
      for (const [type, byName] of entriesOf(byType)) {
        for (const [name, body] of entriesOf(byName)) shapes.set(`${kind} ${type} ${name}`, shapeOf([body]));
      }
    }
    for (const [type, bodies] of entriesOf(provider)) {
      const known = shapes.get(`provider ${type}`);
      shapes.set(`provider ${type}`, merged([...(known ? [known] : []), shapeOf(bodiesIn(bodies))]));
    }
  }
  return shapes;
}

function entriesOf(value: unknown): [string, unknown][] {
  return isMap(value) ? Object.entries(value) : [];
}

function bodiesIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value];
}

/** The bindings describe a key as `{value, isBlock, ...}`, and one that was not given not at all. */
function shapeOf(bodies: readonly unknown[]): Shape {
  const keys = new Map<string, Shape>();
  for (const [key, described] of bodies.flatMap(entriesOf)) {
    if (!isMap(described)) continue;
    const block = described["isBlock"] ?? described["is_block"];
    if (typeof block !== "boolean") continue;
    const shape = { block, keys: block ? shapeOf(bodiesIn(described["value"])).keys : new Map() };
    const known = keys.get(key);
    keys.set(key, known === undefined ? shape : merged([known, shape]));
  }
  return { keys };
}

function merged(shapes: readonly Shape[]): Shape {
  const keys = new Map<string, Shape>();
  for (const [key, shape] of shapes.flatMap((each) => [...each.keys])) {
    const known = keys.get(key);
    keys.set(key, known === undefined ? shape : merged([known, shape]));
  }
  return { block: shapes.some(({ block }) => block), keys };
}
