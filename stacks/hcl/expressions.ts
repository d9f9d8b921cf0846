import { onlyExpression, templateParts } from "./templates";

/** Words that HCL reads as something else than the key of a map. */
const NO_KEYS = ["for", "if", "in", "null", "true", "false"];
const LONGEST_LINE = 100;

/** Lines that follow the one that an argument's name begins. */
export type Lines = readonly [string, ...string[]];

/** A value of JSON as an expression: texts in it are templates, as Terraform reads them in JSON. */
export function expression(value: unknown): Lines {
  if (Array.isArray(value)) return listOf(value.map(expression));
  if (isMap(value))
    return mapOf(Object.entries(value).map(([key, inner]) => [keyOf(key), expression(inner)]));
  return [typeof value === "string" ? (onlyExpression(value) ?? quoted(value)) : String(value)];
}

/** The same where Terraform reads no templates: the settings of a backend, a description, a default. */
export function literal(value: unknown): Lines {
  if (Array.isArray(value)) return listOf(value.map(literal));
  if (isMap(value)) return mapOf(Object.entries(value).map(([key, inner]) => [keyOf(key), literal(inner)]));
  return [typeof value === "string" ? quoted(value.replace(/[$%](?=\{)/g, "$&$&")) : String(value)];
}

/** References: `aws.us_east_1`, or a list or map of such, which JSON holds as texts. */
export function references(value: unknown): Lines {
  if (Array.isArray(value)) return listOf(value.map(references));
  if (isMap(value))
    return mapOf(Object.entries(value).map(([key, inner]) => [keyOf(key), references(inner)]));
  return [onlyExpression(String(value)) ?? String(value)];
}

/** A text of whole lines as it is, between marks; undefined where it is none, or the mark stands in it. */
export function hereDocument(value: unknown): Lines | undefined {
  if (typeof value !== "string" || !/\n.*\n$/s.test(value) || /\r|^\s*EOT\s*$/m.test(value)) return undefined;
  return ["<<EOT", ...value.slice(0, -1).split("\n"), "EOT"];
}

export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(items: readonly Lines[]): Lines {
  const line = `[${items.map((item) => item.join(" ")).join(", ")}]`;
  if (line.length <= LONGEST_LINE && items.every((item) => item.length === 1)) return [line];
  return ["[", ...items.flatMap((item) => indented(withComma(item))), "]"];
}

function mapOf(entries: readonly (readonly [string, Lines])[]): Lines {
  if (entries.length === 0) return ["{}"];
  return [
    "{",
    ...entries.flatMap(([key, [first, ...rest]]) => indented([`${key} = ${first}`, ...rest])),
    "}",
  ];
}

function withComma(lines: Lines): string[] {
  return [...lines.slice(0, -1), `${lines.at(-1)},`];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

function keyOf(key: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key) && !NO_KEYS.includes(key) ? key : quoted(key);
}

/** A quoted template: what is no sequence is escaped, a sequence is an expression and stays as it is. */
function quoted(template: string): string {
  const parts = templateParts(template).map(({ text, isSequence }) =>
    isSequence ? text.replace(/\s*\n\s*/g, " ") : escaped(text),
  );
  return `"${parts.join("")}"`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  '"': '\\"',
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

function escaped(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: HCL takes none of them as they are
    /[\\"\u0000-\u001f\u007f]/g,
    (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
