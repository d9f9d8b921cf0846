import type { z } from "zod";
import { type Path, type Problem, show } from "./report";

type Issue = z.core.$ZodIssue;

/** What a file holds, and how it is written there. */
export interface Contents {
  readonly value: unknown;
  /** the text of a value as it stands in the file: `012` for a number that is read as 10 */
  source(path: Path): string | undefined;
}

/** The problems that a schema has with the contents of a file. */
export function problemsOf(error: z.ZodError, file: Contents): Problem[] {
  return error.issues.flatMap((issue) => problemsOfIssue(issue, file));
}

function problemsOfIssue(issue: Issue, file: Contents): Problem[] {
  const path = issue.path.map((segment) => (typeof segment === "symbol" ? String(segment) : segment));
  const messages = issue.message.split("\n").map(split);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key, index) => ({
      path: [...path, key],
      ...(messages[index] ?? { wrong: "", fix: "" }),
    }));
  }
  const [{ wrong, fix } = { wrong: "", fix: "" }] = messages;
  const value = at(file.value, path);
  if (issue.code === "invalid_key") return [{ path, wrong, found: show(path.at(-1)), fix }];
  if (value === undefined) return [{ path, wrong: "is missing", fix }];
  if (value === null && issue.code !== "custom") return [{ path, wrong: `${wrong}`, found: "nothing", fix }];
  if (path.some((segment) => isConfidential(String(segment))) || path.at(-1) === "basicAuth")
    return [{ path, wrong, found: "something else, not shown here", fix }];
  if (issue.code === "invalid_type" && issue.expected === "string" && typeof value !== "object") {
    return [{ path, wrong: "must be text", found: `${value} without quotes`, fix: quoted(path, file) }];
  }
  if (issue.code === "invalid_type" && typeof value === "string" && /^[0-9]+$/.test(value)) {
    return [{ path, wrong, found: `${show(value)} in quotes`, fix: `write ${value}, without quotes` }];
  }
  return [{ path, wrong, found: describe(value), fix }];
}

/** Whether what stands at a key may be a secret, even in a wrong place. */
function isConfidential(key: string): boolean {
  return /secret|password|token|privateKey/i.test(key);
}

/** `say` put a semicolon between the two. */
function split(message: string): { readonly wrong: string; readonly fix: string } {
  const at = message.indexOf("; ");
  return at < 0
    ? { wrong: message, fix: "see schema/environment.schema.json" }
    : { wrong: message.slice(0, at), fix: message.slice(at + 2) };
}

/** YAML reads 012345678901 as a number, without its zero: what was meant is the text in the file. */
function quoted(path: readonly (string | number)[], file: Contents): string {
  const text = `"${file.source(path) ?? at(file.value, path)}"`;
  const key = path.at(-1);
  return `quote it: ${typeof key === "string" ? `${key}: ` : ""}${text}`;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : `the list ${show(value)}`;
  if (typeof value === "object" && value !== null) {
    return Object.keys(value).length === 0 ? "an empty map" : `the map ${show(value)}`;
  }
  return show(value);
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, segment) => {
    return inner instanceof Object && Object.hasOwn(inner, segment) ? Reflect.get(inner, segment) : undefined;
  }, value);
}
