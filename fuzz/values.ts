import {
  type Arbitrary,
  boolean,
  constant,
  constantFrom,
  dictionary,
  integer,
  oneof,
  record,
  uniqueArray,
} from "fast-check";
import { HINTS } from "./hints";
import { branchesOf, keyOf, type Schema } from "./schema";
import { matching } from "./texts";

/** A key of the schema that nothing here has values for. */
export class NoGenerator extends Error {
  constructor(place: string) {
    super(`fuzz/hints.ts has no values for ${place}: its schema has neither a pattern, an enum nor examples`);
  }
}

/** Most entries of a list or map whose schema names no end. */
const FEW = 3;

/** Above what a schema without a maximum takes. */
const FAR = 100_000;

/**
 * Values of a place of the schema: each key of it may be there or not, each form of a union, each end of a range.
 *
 * @throws NoGenerator where the schema tells too little
 */
export function valuesOf(schema: Schema, place = ""): Arbitrary<unknown> {
  const hint = HINTS[place];
  const branches = branchesOf(schema);
  if (branches.length > 0) {
    const forms = branches.map((each) => hinted(each, place));
    return oneof(...forms);
  }
  return schema.const === undefined && hint !== undefined ? hint : plainly(schema, place);
}

/** By the schema alone. */
function plainly(schema: Schema, place: string): Arbitrary<unknown> {
  if (schema.const !== undefined) return constant(schema.const);
  if (schema.enum !== undefined) return constantFrom(...schema.enum);
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (types.includes("object")) return mapsOf(schema, place);
  if (types.includes("array")) return listsOf(schema, place);
  if (types.includes("boolean")) return boolean();
  if (types.includes("integer") || types.includes("number")) return numbersOf(schema);
  return textsOf(schema, place);
}

/** A hint for a union is about its texts; the maps and lists in it have hints of their own. */
function hinted(branch: Schema, place: string): Arbitrary<unknown> {
  return branch.type === "string" || branchesOf(branch).length > 0
    ? valuesOf(branch, place)
    : plainly(branch, place);
}

function mapsOf(schema: Schema, place: string): Arbitrary<unknown> {
  const { properties, required = [], additionalProperties, propertyNames = {} } = schema;
  if (properties !== undefined) {
    const keys = Object.entries(properties).filter(([, inner]) => inner.not === undefined);
    const values = keys.map(([key, inner]) => [key, valuesOf(inner, keyOf(place, key))] as const);
    return record(Object.fromEntries(values), { requiredKeys: [...required], noNullPrototype: true });
  }
  if (!additionalProperties) return constant({});
  const names = HINTS[`${place}{}`]?.map(String) ?? textsOf(propertyNames, `${place}{}`);
  const values = valuesOf(additionalProperties, keyOf(place, "*"));
  const safe = names.filter((name) => name !== "__proto__");
  return dictionary(safe, values, { minKeys: 1, maxKeys: FEW, noNullPrototype: true });
}

function listsOf({ items = {}, minItems = 0, maxItems }: Schema, place: string): Arbitrary<unknown> {
  const maxLength = Math.min(maxItems ?? FEW, Math.max(FEW, minItems));
  const values = valuesOf(items, `${place}[]`);
  return uniqueArray(values, { minLength: minItems, maxLength, selector: (each) => JSON.stringify(each) });
}

function numbersOf({ minimum = 0, maximum = minimum + FAR }: Schema): Arbitrary<number> {
  return oneof(integer({ min: minimum, max: maximum }), constantFrom(minimum, maximum));
}

function textsOf(
  { pattern, examples = [], minLength = 0, maxLength = 10_000 }: Schema,
  place: string,
): Arbitrary<string> {
  const fits = (text: string) => text.length >= minLength && text.length <= maxLength;
  const known = examples.filter((each) => typeof each === "string");
  const [first, ...others] = known;
  const matched = pattern === undefined ? [] : [matching(pattern).filter(fits)];
  const given = first === undefined ? [] : [constantFrom(first, ...others)];
  const [one, ...more] = [...matched, ...given];
  if (one === undefined) throw new NoGenerator(place);
  return oneof(one, ...more);
}
