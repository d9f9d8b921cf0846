import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withRules } from "./contract/table";
import { jsonSchemaText } from "./json-schema";
import { partialSchemaText } from "./partial-schema";
import { withReference } from "./reference";

/** Run after a change of the schema: `npm run schema`. A test fails when one of these files is stale. */
const root = join(__dirname, "..");
const document = join(root, "docs", "environment.md");
writeFileSync(join(root, "schema", "environment.schema.json"), jsonSchemaText());
writeFileSync(join(root, "schema", "partial.schema.json"), partialSchemaText());
writeFileSync(document, withReference(readFileSync(document, "utf8")));
const contract = join(root, "docs", "contract.md");
writeFileSync(contract, withRules(readFileSync(contract, "utf8")));
