/**
 * The paths that a pattern takes: `*` is any text, `?` is one character, and `/x/*` takes `/x` too. A language is a set of plain
 * patterns, each stepped through at once: a state is the set of places in them that a path can have reached.
 */
type Language = readonly string[];
type State = ReadonlySet<string>;

/** The language of the pattern of a backend. */
export function claims(pattern: string): Language {
  return pattern.endsWith("/*") && pattern !== "/*" ? [pattern, pattern.slice(0, -2)] : [pattern];
}

/** A shortest path that both languages take, if there is one. */
export function sharedPath(one: Language, other: Language): string | undefined {
  return search(one, other, (first, second) => accepts(one, first) && accepts(other, second));
}

/** Whether `outer` takes every path that `inner` takes. */
export function contains(outer: Language, inner: Language): boolean {
  return (
    search(inner, outer, (first, second) => accepts(inner, first) && !accepts(outer, second)) === undefined
  );
}

/** Walks both languages side by side, shortest paths first, until `found` holds. */
function search(
  one: Language,
  other: Language,
  found: (one: State, other: State) => boolean,
): string | undefined {
  const alphabet = alphabetOf([...one, ...other]);
  const start = [initial(one), initial(other)] as const;
  const seen = new Set([keyOf(...start)]);
  let front: (readonly [path: string, one: State, other: State])[] = [["", ...start]];
  while (front.length > 0) {
    const next: typeof front = [];
    for (const [path, first, second] of front) {
      if (found(first, second)) return path;
      for (const character of alphabet) {
        const states = [step(one, first, character), step(other, second, character)] as const;
        if (states[0].size === 0 || seen.has(keyOf(...states))) continue;
        seen.add(keyOf(...states));
        next.push([path + character, ...states]);
      }
    }
    front = next;
  }
  return undefined;
}

/** Every literal character, and one that stands for all others. */
function alphabetOf(patterns: Language): string[] {
  const literal = new Set(patterns.join("").replace(/[*?]/g, ""));
  const other = [..."xyzabcdefghijklmnopqrstuvw0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"].find(
    (each) => !literal.has(each),
  );
  return [...literal, ...(other === undefined ? [] : [other])].sort();
}

function initial(language: Language): State {
  return settled(
    language,
    language.map((_, index) => [index, 0] as const),
  );
}

function step(language: Language, state: State, character: string): State {
  const reached: (readonly [number, number])[] = [];
  for (const place of state) {
    const [index = 0, position = 0] = place.split(":").map(Number);
    const expected = language[index]?.[position];
    if (expected === "*") reached.push([index, position]);
    else if (expected === "?" || expected === character) reached.push([index, position + 1]);
  }
  return settled(language, reached);
}

/** Places with those that an empty `*` leads to. */
function settled(language: Language, places: readonly (readonly [number, number])[]): State {
  const state = new Set<string>();
  for (const [index, start] of places) {
    let position = start;
    state.add(`${index}:${position}`);
    while (language[index]?.[position] === "*") {
      position += 1;
      state.add(`${index}:${position}`);
    }
  }
  return state;
}

function accepts(language: Language, state: State): boolean {
  return language.some((pattern, index) => state.has(`${index}:${pattern.length}`));
}

function keyOf(one: State, other: State): string {
  return `${[...one].sort().join()} ${[...other].sort().join()}`;
}
