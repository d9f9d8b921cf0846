import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema, jsonSchemaText } from "../../config/json-schema";
import { partialSchema, partialSchemaText } from "../../config/partial-schema";

describe("schema/environment.schema.json", () => {
  it("is what the code says; write it anew with: npx tsx config/write-schema.ts", () => {
    const file = join(__dirname, "..", "..", "schema", "environment.schema.json");
    expect(readFileSync(file, "utf8")).toBe(jsonSchemaText());
  });

  it("takes no other keys than those it describes", () => {
    const open: string[] = [];
    const undescribed: string[] = [];
    walk(jsonSchema(), "", (schema, path) => {
      if ("properties" in schema && schema.additionalProperties !== false) open.push(path);
      const isProperty = /\.properties\.[^.]+$/.test(path) && !path.endsWith(".properties.type");
      if (isProperty && typeof schema.description !== "string") undescribed.push(path);
    });
    expect(open).toEqual([]);
    expect(undescribed).toEqual([]);
  });

  it("says the defaults and requires no more than there is to say", () => {
    expect(jsonSchema()).toMatchObject({
      required: ["project", "environment", "region", "domain", "backends"],
      properties: { protect: { default: true }, site: { type: ["object", "null"] }, migration: { not: {} } },
    });
  });
});

describe("schema/partial.schema.json", () => {
  it("is what the code says; write it anew with: npx tsx config/write-schema.ts", () => {
    const file = join(__dirname, "..", "..", "schema", "partial.schema.json");
    expect(readFileSync(file, "utf8")).toBe(partialSchemaText());
  });

  it("requires nothing but in the items of lists, and lets every key be taken out", () => {
    const required: string[] = [];
    const fixed: string[] = [];
    walk(partialSchema(), "", (schema, path) => {
      const inList = path.includes(".items");
      if (!inList && ("required" in schema || "oneOf" in schema)) required.push(path);
      const isProperty = /\.properties\.[^.]+$/.test(path) && !("not" in schema);
      if (!inList && isProperty && !JSON.stringify(schema.anyOf ?? "").endsWith('{"type":"null"}]'))
        fixed.push(path);
    });
    expect(required).toEqual([]);
    expect(fixed).toEqual([]);
  });

  it("has the keys of the whole schema", () => {
    const keys = (schema: Record<string, unknown>) => {
      const found = new Set<string>();
      walk(schema, "", (_, path) => {
        const key = /\.properties\.([^.]+)$/.exec(path)?.[1];
        if (key !== undefined) found.add(key);
      });
      return [...found].sort();
    };
    expect(keys({ ...partialSchema() })).toEqual(keys(jsonSchema()));
    expect(keys(jsonSchema()).length).toBeGreaterThan(80);
  });
});

function walk(
  value: unknown,
  path: string,
  visit: (schema: Record<string, unknown>, path: string) => void,
): void {
  if (!(value instanceof Object)) return;
  visit(Object.fromEntries(Object.entries(value)), path);
  for (const [key, inner] of Object.entries(value)) {
    if (key !== "default" && key !== "examples") walk(inner, `${path}.${key}`, visit);
  }
}
