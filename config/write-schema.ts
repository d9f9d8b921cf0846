import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { jsonSchemaText } from "./json-schema";

/** Run by hand after a change of the schema: `npx tsx config/write-schema.ts`. A test fails when the file is stale. */
writeFileSync(join(__dirname, "..", "schema", "environment.schema.json"), jsonSchemaText());
