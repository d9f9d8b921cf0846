/** The part of a JSON schema that the reference is made of. */
export interface Schema {
  readonly type?: string | readonly string[] | undefined;
  readonly description?: string | undefined;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly examples?: readonly unknown[] | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly additionalProperties?: boolean | Schema | undefined;
  /** what is refused: a key that is not yet supported, or not in this place */
  readonly not?: unknown;
}

export interface Key {
  /** within its section, with dots: `hsts.maxAge` */
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** What it is for, default and form. */
export function cells(path: string, key: Key): string[] {
  const { text, stated } = splitDefault(key.schema.description ?? "");
  return [prose(text), key.required ? "required" : (stated ?? defaultOf(key.schema)), formOf(path, key)];
}

/** A default that depends on other keys is a sentence of the description. */
function splitDefault(description: string): { readonly text: string; readonly stated?: string } {
  const match = /(?:^| )Default: (.*?)\.(?= [A-Z]|$)/.exec(description);
  if (match === null) return { text: description };
  return { text: description.replace(match[0], "").trim(), stated: prose(match[1] ?? "") };
}

function defaultOf(schema: Schema): string {
  const value = schema.default;
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return value === undefined || isEmpty ? "" : code(asYaml(value));
}

function asYaml(value: unknown): string {
  if (typeof value === "string") return value;
  const json = JSON.stringify(value);
  return Array.isArray(value) ? json : json.replaceAll('"', "").replaceAll(":", ": ").replaceAll(",", ", ");
}

function formOf(path: string, { name, schema }: Key): string {
  const full = path === "" ? name : `${path}.${name}`;
  if (schema.oneOf !== undefined) return `[by \`type\`](${anchor(full)})`;
  const named = valuesOf(schema);
  if (named?.properties !== undefined) return `[map by name](${anchor(`${full}.<name>`)})`;
  if (schema.properties !== undefined) return path === "" ? `[map](${anchor(full)})` : "map";
  return plainForm(schema);
}

function plainForm(schema: Schema): string {
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.anyOf !== undefined) return schema.anyOf.map(plainForm).join(", or ");
  if (schema.enum !== undefined) return wordsForm(schema);
  if (schema.items !== undefined) return listForm(schema, schema.items);
  if (schema.properties !== undefined) return `\`{${Object.keys(schema.properties).join(", ")}}\``;
  if (valuesOf(schema) !== undefined) return `map of text${suchAs(schema)}`;
  switch (typesOf(schema)[0]) {
    case "boolean":
      return "`true` or `false`";
    case "integer":
      return `${schema.minimum} to ${schema.maximum}`;
    default:
      return `text${suchAs(schema)}`;
  }
}

/** More words than these are a list of AWS's, not a choice to read. */
const longestChoice = 10;

function wordsForm(schema: Schema): string {
  const words = schema.enum ?? [];
  if (words.length > longestChoice) return `one of ${words.length}${suchAs(schema)}`;
  return words.map((word) => code(String(word))).join(", ");
}

function listForm({ minItems = 0, maxItems, ...list }: Schema, items: Schema): string {
  // a default is the better example
  const item = defaultOf(list) === "" ? items : { ...items, examples: undefined };
  const range = maxItems === undefined ? `${minItems} or more` : `${minItems} to ${maxItems}`;
  return `list of ${plainForm(item)}${minItems > 1 ? `; ${range}` : ""}`;
}

function suchAs({ examples = [] }: Schema): string {
  const [first] = examples;
  if (first === undefined) return "";
  return `, such as ${code(asYaml(first))}`;
}

export function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function typesOf({ type }: Schema): readonly string[] {
  return typeof type === "string" ? [type] : (type ?? []);
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** Text of the schema as Markdown: what is no code keeps its asterisks and angle brackets. */
export function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;").replaceAll("*", "\\*")))
    .join("");
}

/** The address of a heading, as GitHub makes it. */
function anchor(heading: string): string {
  return `#${heading.toLowerCase().replace(/[^a-z0-9 _-]/g, "")}`;
}
