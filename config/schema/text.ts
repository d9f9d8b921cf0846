import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { anyOf, compare } from "../report";

// Compiling the schemas takes milliseconds and makes no parse of a file faster.
z.config({ jitless: true });

/**
 * What is wrong and what to do, as one message of a schema. What was found is put between the two where the
 * problem is reported, so `wrong` must hold no semicolon.
 */
export function say(wrong: string, fix: string): string {
  return `${wrong}; ${fix}`;
}

/** Text that matches a pattern. */
export function text(pattern: RegExp, wrong: string, fix: string) {
  return z.string(say(wrong, fix)).regex(pattern, say(wrong, fix));
}

/** A whole number from `minimum` to `maximum`. */
export function whole(minimum: number, maximum: number, what: string, fix: string) {
  const error = say(`must be ${what} between ${minimum} and ${maximum}`, fix);
  return z.int(error).min(minimum, error).max(maximum, error);
}

/** A switch. */
export function flag() {
  return z.boolean(say("must be true or false", "write true or false, unquoted"));
}

/** One of a few words. */
export function word<const T extends readonly [string, ...string[]]>(
  words: T,
  notYet: readonly string[] = [],
) {
  return z.enum(words, { error: ({ input }) => choice(input, words, notYet, "") });
}

/** The message of a word that is none of those known. */
function choice(input: unknown, words: readonly string[], notYet: readonly string[], before: string): string {
  const known = anyOf(words.map((each) => before + each));
  if (typeof input !== "string") return say(`must be ${anyOf(words)}`, `write ${known}`);
  if (notYet.includes(input)) return say("is not yet supported", `write ${known}`);
  const meant = nearest(input, words);
  return say(
    `must be ${anyOf(words)}`,
    meant === undefined ? "write one of them" : `write ${before}${meant}`,
  );
}

/** A list in which nothing stands twice; its order means nothing, so it comes out sorted. */
export function list<T extends z.ZodType<string>>(item: T, what: string, fix: string, minimum = 1) {
  return z
    .array(item, say(`must be a list of ${what}`, fix))
    .min(minimum, say(minimum < 2 ? "must not be an empty list" : `must list at least ${minimum}`, fix))
    .superRefine((items, context) => {
      for (const index of repeated(items)) {
        context.addIssue({ code: "custom", path: [index], message: say("is listed twice", "remove one") });
      }
    })
    .transform((items) => [...items].sort(compare));
}

/** The indexes of items that stand earlier in the list already. */
export function repeated(items: readonly string[]): number[] {
  return items.flatMap((item, index) => (items.indexOf(item) < index ? [index] : []));
}

/** A map with the keys of `shape` and no other. A key that is written without a value is an empty map. */
export function section<S extends z.ZodRawShape>(shape: S, fix: string) {
  return z.preprocess((value) => (value === null ? {} : value), strict(shape, fix));
}

/** A map with the keys of `shape` and no other. */
export function strict<S extends z.ZodRawShape>(shape: S, fix: string) {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknownKey(key, Object.keys(shape))).join("\n")
        : say("must be a map of keys", fix),
  });
}

/** The map of a union in which `type` is `type`; `shapes` holds the keys of every type. */
export function variant<S extends Record<string, z.ZodRawShape>, K extends keyof S & string>(
  shapes: S,
  type: K,
) {
  return z.strictObject(
    { type: z.literal(type), ...shapes[type] },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys"
          ? issue.keys.map((key) => keyOfAnotherType(key, type, shapes)).join("\n")
          : undefined,
    },
  );
}

/** The message of a union whose `type` is missing, unknown or not built yet, or that is no map. */
export function unionError(shapes: Record<string, unknown>, example: string, notYet: readonly string[] = []) {
  return {
    error: ({ code, input }: { code?: string; input?: unknown }): string =>
      code === "invalid_union" && input instanceof Object
        ? choice("type" in input ? input.type : undefined, Object.keys(shapes), notYet, "type: ")
        : say("must be a map of keys", `write ${example}`),
  };
}

/** A key that is part of the file's language but whose feature is not there yet. */
export function notYet(description: string) {
  return z
    .never(say("is not yet supported", "remove the key"))
    .optional()
    .meta({ description: `Not yet supported. ${description}` });
}

/** The known word that is close enough to be what was meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const candidate = closest(word.toLowerCase(), [...known]);
  const allowed = Math.max(2, Math.floor(word.length / 3));
  return distance(word.toLowerCase(), candidate.toLowerCase()) <= allowed ? candidate : undefined;
}

/** The message of a key that a map does not have. */
export function unknownKey(
  key: string,
  known: readonly string[],
  elsewhere: ReadonlyMap<string, string> = new Map(),
): string {
  const meant = nearest(key, known);
  if (meant !== undefined) return say("is no known key", `write ${meant}`);
  const home = elsewhere.get(key);
  if (home !== undefined) return say("is no known key here", `write it under ${home}`);
  if (known.length === 0) return say("is no known key", "remove it");
  return say("is no known key", `remove it, or write one of ${known.join(", ")}`);
}

function keyOfAnotherType(key: string, type: string, shapes: Record<string, z.ZodRawShape>): string {
  const owners = Object.keys(shapes).filter((other) => Object.hasOwn(shapes[other] ?? {}, key));
  if (owners.length === 0) return unknownKey(key, Object.keys(shapes[type] ?? {}));
  return say(`is no key of type: ${type}`, `remove it, or write type: ${anyOf(owners)}`);
}
