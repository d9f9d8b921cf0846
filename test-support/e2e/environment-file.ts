import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, parseDocument, stringify } from "yaml";

/** The folder of package.json. */
export const CHECKOUT = join(__dirname, "..", "..");

/** The text of a file of the checkout: `environments/example.yaml`. */
export function fileText(path: string): string {
  return readFileSync(join(CHECKOUT, path), "utf8");
}

/**
 * The text of an environment file with other values at some of its keys; `undefined` takes a key out.
 *
 * @example
 * changed(text, { "backends.api.healthCheck.path": "/health/", protect: false });
 */
export function changed(text: string, values: Readonly<Record<string, unknown>>): string {
  const document = parseDocument(text);
  for (const [key, value] of Object.entries(values)) {
    const path = key.split(".");
    if (value === undefined) {
      document.deleteIn(path);
    } else {
      document.setIn(path, document.createNode(value));
    }
  }
  return document.toString();
}

/** The same text with other words, each of which must stand in it. */
export function replaced(text: string, words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce((result, [from, to]) => {
    if (!result.includes(from)) {
      throw new Error(`the environment file has no ${from}:\n${result}`);
    }
    return result.replaceAll(from, to);
  }, text);
}

/** The same environment with every map and every list of its file back to front. */
export function reversed(text: string): string {
  return stringify(backToFront(parse(text)));
}

function backToFront(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(backToFront).reverse();
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .map(([key, inner]) => [key, backToFront(inner)])
        .reverse(),
    );
  }
  return value;
}
