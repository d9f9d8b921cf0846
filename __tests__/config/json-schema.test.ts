import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchema, jsonSchemaText } from "../../config/json-schema";

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
      properties: { protect: { default: true }, site: { type: ["object", "null"] }, alarms: { not: {} } },
    });
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
