import { jsonSchema } from "./json-schema";

type Node = Readonly<Record<string, unknown>>;

/**
 * The JSON schema of a part of an environment: of a base, and of a file that extends one. Nothing is required, since
 * another file may say it, and every key may be `null`, which takes it out.
 */
export function partialSchema(): Node {
  return { ...partial(jsonSchema()), title: "Base, or environment file that extends one" };
}

/** The schema as it stands in `schema/partial.schema.json`. */
export function partialSchemaText(): string {
  return `${JSON.stringify(partialSchema(), null, 2)}\n`;
}

function partial({ required: _, oneOf, ...schema }: Node): Node {
  return {
    ...schema,
    ...(isNode(schema.properties) ? { properties: mapValues(schema.properties, optional) } : {}),
    ...(isNode(schema.additionalProperties)
      ? { additionalProperties: optional(schema.additionalProperties) }
      : {}),
    // without a type, the keys of several types may fit
    ...(Array.isArray(oneOf) ? { anyOf: oneOf.filter(isNode).map(partial) } : {}),
  };
}

/** The items of a list stay as they are: a list is replaced as a whole. */
function optional(schema: Node): Node {
  const { description, ...rest } = schema;
  if ("not" in schema) return schema;
  return {
    ...(description === undefined ? {} : { description }),
    anyOf: [partial(rest), { type: "null" }],
  };
}

function mapValues(map: Node, change: (value: Node) => Node): Node {
  return Object.fromEntries(
    Object.entries(map).map(([key, value]) => [key, isNode(value) ? change(value) : value]),
  );
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
