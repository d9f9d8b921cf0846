import { type Arbitrary, array, constantFrom, integer, tuple } from "fast-check";
import { stringify } from "yaml";
import { environments, type File } from "./environments";
import { branchFor, environmentSchema, isMap, kindOf, type Schema, typesOf } from "./schema";

/** One change that no longer fits the schema. */
export interface Mutation {
  /** "wrong kind", "too large" */
  readonly kind: string;
  /** the keys that lead to what is changed */
  readonly path: readonly string[];
  /** undefined takes it out */
  readonly value?: unknown;
}

/** A file, and what was done to it. */
export interface Mutated {
  readonly mutation: Mutation;
  readonly text: string;
}

/** Files that the loader took before one place was changed. */
export function mutated(): Arbitrary<Mutated> {
  return environments().chain((file) => {
    const all = mutationsOf(environmentSchema(), file);
    // There are many more of some kinds than of others.
    const kinds = [...new Set(all.map(({ kind }) => kind))];
    return constantFrom(...kinds)
      .chain((kind) => constantFrom(...all.filter((each) => each.kind === kind)))
      .map((mutation) => ({ mutation, text: stringify(changed(file, mutation.path, mutation.value)) }));
  });
}

/** Texts of files with a few characters cut out, put in or doubled: YAML or not, right or wrong. */
export function garbled(): Arbitrary<string> {
  const piece = constantFrom(
    "",
    "\t",
    "\n",
    ":",
    "- ",
    "{",
    "]",
    '"',
    "&a ",
    "*a",
    "!!x ",
    "%",
    "\u0000",
    "\ufeff",
    "é",
    "<<: ",
    "---\n",
  );
  const edit = tuple(integer({ min: 0, max: 1_000_000 }), integer({ min: 0, max: 6 }), piece);
  return tuple(environments(), array(edit, { minLength: 1, maxLength: 4 })).map(([file, edits]) =>
    edits.reduce((text, [where, cut, put]) => {
      const at = where % (text.length + 1);
      return text.slice(0, at) + put + text.slice(at + cut);
    }, stringify(file)),
  );
}

const OTHER_KINDS: readonly unknown[] = [7.5, true, "no such form", [[7]], { noSuchKey: 1 }];
const OTHER_TEXTS = ["", " ", "a\nb", "é{", "${x}", "x".repeat(3000)];

/** Every change of a value that its schema forbids. */
export function mutationsOf(schema: Schema, value: unknown, path: readonly string[] = []): Mutation[] {
  const form = branchFor(schema, value);
  const types = typesOf(schema);
  const kinds = OTHER_KINDS.filter((each) => !types.includes(kindOf(each)));
  return [
    ...kinds.map((each) => ({ kind: "wrong kind", path, value: each })),
    ...ofScalar(form, path),
    ...ofList(form, value, path),
    ...ofMap(form, value, path),
  ];
}

function ofScalar(form: Schema, path: readonly string[]): Mutation[] {
  const { enum: words, const: only, pattern, minimum, maximum } = form;
  const texts =
    pattern === undefined ? [] : OTHER_TEXTS.filter((each) => !new RegExp(pattern, "u").test(each));
  return [
    ...(words !== undefined || typeof only === "string"
      ? [{ kind: "no such word", path, value: "no-such-word" }]
      : []),
    ...texts.map((each) => ({ kind: "wrong form", path, value: each })),
    ...(minimum === undefined ? [] : [{ kind: "too small", path, value: minimum - 1 }]),
    ...(maximum === undefined ? [] : [{ kind: "too large", path, value: maximum + 1 }]),
  ];
}

function ofList({ items = {}, minItems = 0 }: Schema, value: unknown, path: readonly string[]): Mutation[] {
  if (!Array.isArray(value)) return [];
  return [
    ...(minItems > 0 ? [{ kind: "too few", path, value: [] }] : []),
    ...value.flatMap((each, index) => mutationsOf(items, each, [...path, String(index)])),
  ];
}

function ofMap(form: Schema, value: unknown, path: readonly string[]): Mutation[] {
  const { properties, required = [], additionalProperties } = form;
  if (!isMap(value)) return [];
  const inner = Object.entries(value).flatMap(([key, each]) => {
    const schema = properties?.[key] ?? (additionalProperties || undefined);
    return schema === undefined ? [] : mutationsOf(schema, each, [...path, key]);
  });
  return [
    ...(additionalProperties === false
      ? [{ kind: "unknown key", path: [...path, "noSuchKey"], value: 1 }]
      : []),
    ...required.map((key) => ({ kind: "missing key", path: [...path, key] })),
    ...inner,
  ];
}

function changed(value: unknown, [key, ...rest]: readonly string[], to: unknown): unknown {
  if (key === undefined) return to;
  if (Array.isArray(value)) {
    return value.map((each, index) => (String(index) === key ? changed(each, rest, to) : each));
  }
  const map: File = isMap(value) ? value : {};
  const other = changed(map[key], rest, to);
  const entries = Object.entries(map).filter(([name]) => name !== key);
  return Object.fromEntries(other === undefined ? entries : [...entries, [key, other]]);
}
