import { z } from "zod";
import { environmentSchema } from "./schema/root";

/** The JSON schema of the environment file, for editors. */
export function jsonSchema(): Record<string, unknown> {
  return {
    title: "Environment file",
    ...z.toJSONSchema(environmentSchema, {
      io: "input",
      target: "draft-7",
      override: ({ zodSchema, jsonSchema }) => {
        const { def } = zodSchema._zod;
        // a key without a value is an empty map
        if (def.type === "pipe" && jsonSchema.type === "object")
          Object.assign(jsonSchema, { type: ["object", "null"] });
        if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      },
    }),
  };
}

/** The schema as it stands in `schema/environment.schema.json`. */
export function jsonSchemaText(): string {
  return `${JSON.stringify(jsonSchema(), null, 2)}\n`;
}
