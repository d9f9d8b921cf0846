import { jsonSchemaText } from "../config/json-schema";

/** What the JSON schema of the environment file says of one place. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** of keys that have no names of their own; false where there are none */
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  /** a key that is not yet supported */
  readonly not?: unknown;
}

/** The schema as the loader has it now. */
export function environmentSchema(): Schema {
  return JSON.parse(jsonSchemaText());
}

/** The types that JSON may have here. */
export function typesOf(schema: Schema): readonly string[] {
  const own = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  return [...own, ...branchesOf(schema).flatMap(typesOf)];
}

/** The forms of a union. */
export function branchesOf({ oneOf = [], anyOf = [] }: Schema): readonly Schema[] {
  return [...oneOf, ...anyOf];
}

/** The form of a union that a value has: by its `type` where it has one, else by its kind. */
export function branchFor(schema: Schema, value: unknown): Schema {
  const branches = branchesOf(schema);
  if (branches.length === 0) return schema;
  const tag = isMap(value) ? value["type"] : undefined;
  const tagged = branches.find(({ properties }) => tag !== undefined && properties?.["type"]?.const === tag);
  const fitting = branches.find(
    (each) => typesOf(each).includes(kindOf(value)) && (each.const === undefined || each.const === value),
  );
  return branchFor(tagged ?? fitting ?? {}, value);
}

/** `dns(create).stage`: every place that a file can fill, unions by their form. */
export function placesOf(schema: Schema, place = ""): string[] {
  if (schema.not !== undefined) return [];
  const branches = branchesOf(schema).flatMap((each) => placesOf(each, `${place}${tagOf(each)}`));
  const keys = Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    placesOf(inner, keyOf(place, key)),
  );
  const others = schema.additionalProperties ? placesOf(schema.additionalProperties, keyOf(place, "*")) : [];
  const items = schema.items === undefined ? [] : placesOf(schema.items, `${place}[]`);
  return [...(place === "" ? [] : [place]), ...branches, ...keys, ...others, ...items];
}

/** The places that a value fills. */
export function filledIn(schema: Schema, value: unknown, place = ""): string[] {
  const form = branchFor(schema, value);
  const here = form === schema ? place : `${place}${tagOf(form)}`;
  const own = place === "" ? [] : [place, here];
  if (Array.isArray(value)) {
    const { items } = form;
    return [
      ...own,
      ...value.flatMap((each) => (items === undefined ? [] : filledIn(items, each, `${here}[]`))),
    ];
  }
  if (!isMap(value)) return own;
  const inner = Object.entries(value).flatMap(([key, each]) => {
    const named = form.properties?.[key];
    const schemaOf = named ?? (form.additionalProperties || undefined);
    return schemaOf === undefined
      ? []
      : filledIn(schemaOf, each, keyOf(here, named === undefined ? "*" : key));
  });
  return [...own, ...inner];
}

export function keyOf(place: string, key: string): string {
  return place === "" ? key : `${place}.${key}`;
}

/** How a form of a union is told from the others. */
export function tagOf({ properties, type, const: only }: Schema): string {
  return `(${String(properties?.["type"]?.const ?? only ?? type ?? "")})`;
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON schema's name for what a value is. */
export function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value;
}
