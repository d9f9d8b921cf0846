import { z } from "zod";

const instanceSchema = z.object({
  index_key: z.union([z.string(), z.number()]).optional(),
  deposed: z.string().optional(),
  attributes: z.looseObject({ id: z.string().nullish() }).nullish(),
});

const resourceSchema = z.object({
  module: z.string().optional(),
  mode: z.string(),
  type: z.string(),
  name: z.string(),
  instances: z.array(instanceSchema),
});

const stateSchema = z.object({
  version: z.literal(4),
  serial: z.number(),
  lineage: z.string(),
  outputs: z.record(z.string(), z.unknown()).default({}),
  resources: z.array(resourceSchema).default([]),
});

export type StateFile = z.output<typeof stateSchema>;

/** Reads what `terraform state pull` prints; undefined where there is no state yet. */
export function readState(text: string): StateFile | undefined {
  return text.trim() === "" ? undefined : stateSchema.parse(JSON.parse(text));
}

/**
 * What a state holds of AWS, by what it is moved as: an address without keys, or a whole module. The value tells its
 * objects from others.
 */
export function heldIn(state: StateFile | undefined): ReadonlyMap<string, string> {
  const held = new Map<string, string[]>();
  for (const { module, mode, type, name, instances } of state?.resources ?? []) {
    if (mode !== "managed" || instances.length === 0) continue;
    const address = module === undefined ? `${type}.${name}` : rootOf(module);
    const ids = instances.map(({ index_key, deposed, attributes }) =>
      JSON.stringify([module, type, name, index_key, deposed, attributes?.id]),
    );
    held.set(address, [...(held.get(address) ?? []), ...ids]);
  }
  return new Map([...held].map(([address, ids]) => [address, ids.sort().join("\n")]));
}

/** What a state remembers and AWS does not have: it is read anew. */
export function rememberedIn(state: StateFile | undefined): readonly string[] {
  return (state?.resources ?? [])
    .filter(({ mode }) => mode === "data")
    .map(({ module, type, name }) => `${module === undefined ? "" : `${module}.`}data.${type}.${name}`);
}

/** `module.a["b"].module.c` is moved as `module.a`. */
function rootOf(module: string): string {
  return /^module\.[\w-]+/.exec(module)?.[0] ?? module;
}

const configurationSchema = z.object({
  resource: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  module: z.record(z.string(), z.unknown()).default({}),
});

/** What a synthesized stack makes, by the same names. */
export function madeBy(configuration: string): ReadonlySet<string> {
  const { resource, module } = configurationSchema.parse(JSON.parse(configuration));
  return new Set([
    ...Object.entries(resource).flatMap(([type, byName]) =>
      Object.keys(byName).map((name) => `${type}.${name}`),
    ),
    ...Object.keys(module).map((name) => `module.${name}`),
  ]);
}
