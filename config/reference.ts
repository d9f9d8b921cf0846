import { z } from "zod";
import { jsonSchema } from "./json-schema";

/** The part of a JSON schema that the reference is made of. */
interface Schema {
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

const schema: z.ZodType<Schema> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    description: z.string().optional(),
    default: z.unknown().optional(),
    const: z.unknown().optional(),
    enum: z.array(z.unknown()).optional(),
    examples: z.array(z.unknown()).optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schema).optional(),
    items: schema.optional(),
    oneOf: z.array(schema).optional(),
    anyOf: z.array(schema).optional(),
    additionalProperties: z.union([z.boolean(), schema]).optional(),
    not: z.unknown().optional(),
  }),
);

interface Key {
  /** within its section, with dots: `hsts.maxAge` */
  readonly name: string;
  readonly schema: Schema;
  readonly required: boolean;
}

interface Section {
  /** from the root, with dots; empty for the root itself */
  readonly path: string;
  readonly schema: Schema;
}

const begin = "<!-- reference: written by npm run schema -->";
const end = "<!-- reference: end -->";

/** `document` with what stands between its markers written anew. */
export function withReference(document: string): string {
  const [before, ...rest] = document.split(begin);
  const after = rest.join(begin).split(end)[1];
  if (after === undefined) {
    throw new Error(`the document must hold the lines ${begin} and ${end}, got: neither or one`);
  }
  return `${before}${begin}\n\n${reference()}\n\n${end}${after}`;
}

/** The reference of the environment file: one table a section. */
export function reference(): string {
  const root: Section = { path: "", schema: schema.parse(jsonSchema()) };
  return [root, ...sectionsIn(root)].map(sectionText).join("\n\n");
}

/** Maps of the root, maps by name and unions have a section of their own; a map within one is part of its table. */
function sectionsIn({ path, schema }: Section): Section[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const innerPath = path === "" ? key : `${path}.${key}`;
    const section = { path: innerPath, schema: inner };
    if (inner.oneOf !== undefined) return [section];
    const named = valuesOf(inner);
    if (named?.properties !== undefined) {
      const each = { path: `${innerPath}.<name>`, schema: { ...named, description: inner.description } };
      return [each, ...sectionsIn(each)];
    }
    if (inner.properties === undefined) return [];
    return path === "" ? [section, ...sectionsIn(section)] : sectionsIn(section);
  });
}

function sectionText({ path, schema }: Section): string {
  const title = path === "" ? "### The whole file" : `### \`${path}\``;
  const about = prose(path === "" ? "" : (schema.description ?? ""));
  const body = schema.oneOf === undefined ? keysText(path, schema) : unionText(path, schema.oneOf);
  return [title, about, ...body].filter((part) => part !== "").join("\n\n");
}

function keysText(path: string, schema: Schema): string[] {
  const keys = keysIn(schema);
  const rows = keys.filter(supported).map((key) => row([code(key.name), ...cells(path, key)]));
  return [
    table(["key", "what it is for", "default", "form"], rows),
    refusedText(keys.filter((key) => !supported(key))),
  ];
}

function unionText(path: string, shapes: readonly Schema[]): string[] {
  const all = shapes.map((shape) => ({ type: String(shape.properties?.type?.const), keys: keysIn(shape) }));
  const rows = all.flatMap(({ type, keys }) => {
    const own = keys.filter((key) => key.name !== "type" && supported(key));
    if (own.length === 0) return [row([code(type), "", "no other key", "", ""])];
    return own.map((key) => row([code(type), code(key.name), ...cells(path, key)]));
  });
  const refused = all.flatMap(({ type, keys }) =>
    keys.filter((key) => !supported(key)).map((key) => ({ ...key, name: `${key.name} of ${type}` })),
  );
  return [table(["`type`", "key", "what it is for", "default", "form"], rows), refusedText(refused)];
}

/** The keys of a map, and with dots those of the maps in it that have no section of their own. */
function keysIn(schema: Schema, isRoot = schema.properties?.project !== undefined): Key[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const key = { name, schema: inner, required: schema.required?.includes(name) ?? false };
    if (isRoot || inner.properties === undefined) return [key];
    return [key, ...keysIn(inner, false).map((each) => ({ ...each, name: `${name}.${each.name}` }))];
  });
}

function supported({ schema }: Key): boolean {
  return schema.not === undefined;
}

function refusedText(keys: readonly Key[]): string {
  return keys.map(({ name, schema }) => `- ${code(name)}: ${prose(schema.description ?? "")}`).join("\n");
}

/** What it is for, default and form. */
function cells(path: string, key: Key): string[] {
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
  const isMap = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  if (value === undefined || (isMap && !Array.isArray(value))) return "";
  return code(typeof value === "string" ? value : JSON.stringify(value).replaceAll(",", ", "));
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

function listForm({ minItems = 0, maxItems }: Schema, items: Schema): string {
  const range = maxItems === undefined ? `${minItems} or more` : `${minItems} to ${maxItems}`;
  return `list of ${plainForm(items)}${minItems > 1 ? `; ${range}` : ""}`;
}

function suchAs({ examples = [] }: Schema): string {
  const [first] = examples;
  if (first === undefined) return "";
  return `, such as ${code(typeof first === "string" ? first : JSON.stringify(first).replace(/"/g, "").replaceAll(":", ": "))}`;
}

function valuesOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

function typesOf({ type }: Schema): readonly string[] {
  return typeof type === "string" ? [type] : (type ?? []);
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}

/** Text of the schema as Markdown: what is no code keeps its asterisks and angle brackets. */
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;").replaceAll("*", "\\*")))
    .join("");
}

/** The address of a heading, as GitHub makes it. */
function anchor(heading: string): string {
  return `#${heading.toLowerCase().replace(/[^a-z0-9 _-]/g, "")}`;
}
