import { z } from "zod";
import { cells, code, type Key, prose, type Schema, valuesOf } from "./reference-cells";
import { environmentSchema } from "./schema/root";

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
  const root: Section = { path: "", schema: schema.parse(schemaWithDefaults()) };
  return [root, ...sectionsIn(root)].map(sectionText).join("\n\n");
}

/** The schema for editors has no default where reading changes the value, as the sorting of a list does. */
function schemaWithDefaults(): unknown {
  return z.toJSONSchema(environmentSchema, {
    io: "input",
    target: "draft-7",
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === "default") Object.assign(jsonSchema, { default: def.defaultValue });
    },
  });
}

/** Maps of the root, maps by name and unions have a section of their own; a map within one is part of its table. */
function sectionsIn({ path, schema }: Section): Section[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) => {
    const innerPath = path === "" ? key : `${path}.${key}`;
    const section = { path: innerPath, schema: inner };
    if (inner.oneOf !== undefined)
      return [section, ...inner.oneOf.flatMap((shape) => unionsIn(innerPath, shape))];
    const named = valuesOf(inner);
    if (named?.properties !== undefined) {
      const each = { path: `${innerPath}.<name>`, schema: { ...named, description: inner.description } };
      return [each, ...sectionsIn(each)];
    }
    if (inner.properties === undefined) return [];
    return path === "" ? [section, ...sectionsIn(section)] : sectionsIn(section);
  });
}

/** A union that is a key of another union's map. */
function unionsIn(path: string, { properties = {} }: Schema): Section[] {
  return Object.entries(properties).flatMap(([key, schema]) =>
    schema.oneOf === undefined ? [] : [{ path: `${path}.${key}`, schema }],
  );
}

function sectionText({ path, schema }: Section): string {
  const title = path === "" ? "### The whole file" : `### \`${path}\``;
  const about = wrapped(prose(path === "" ? "" : (schema.description ?? "")));
  const body = schema.oneOf === undefined ? keysText(path, schema) : unionText(path, schema.oneOf);
  return [title, about, ...body].filter((part) => part !== "").join("\n\n");
}

function keysText(path: string, schema: Schema): string[] {
  const keys = keysIn(schema);
  const rows = keys.filter(supported).map((key) => row([code(key.name), ...cells(path, key)]));
  return [
    table(["key", "what it is for", "default", "form"], rows),
    keys
      .filter((key) => !supported(key))
      .map((key) => refused(code(key.name), key))
      .join("\n"),
  ];
}

function unionText(path: string, shapes: readonly Schema[]): string[] {
  const all = shapes.flatMap((shape) => {
    const type = code(String(shape.properties?.type?.const));
    return keysIn(shape).map((key) => ({ type, key }));
  });
  const lines = all.flatMap(({ type, key }) => {
    if (key.name !== "type")
      return supported(key) ? [{ type, cells: [code(key.name), ...cells(path, key)] }] : [];
    const alone = all.filter((other) => other.type === type).length === 1;
    return alone ? [{ type, cells: ["", "no other key", "", ""] }] : [];
  });
  const rows = new Map<string, string[]>();
  for (const { type, cells } of lines) {
    const same = JSON.stringify(cells);
    rows.set(same, [...(rows.get(same) ?? []), type]);
  }
  return [
    table(
      ["`type`", "key", "what it is for", "default", "form"],
      lines.flatMap(({ type, cells }) => {
        const types = rows.get(JSON.stringify(cells)) ?? [];
        return types[0] === type ? [row([types.join(", "), ...cells])] : [];
      }),
    ),
    all
      .filter(({ key }) => !supported(key))
      .map(({ type, key }) => refused(`${code(key.name)} of ${type}`, key))
      .join("\n"),
  ];
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

function refused(name: string, { schema }: Key): string {
  return `- ${name}: ${prose(schema.description ?? "")}`;
}

/** Text in lines as long as those of the documents around it. */
function wrapped(text: string): string {
  return text.replace(/(.{1,120})(?: |$)/g, "$1\n").trimEnd();
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
