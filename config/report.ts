/** One thing that is wrong with a file, at the place of the key it is about. */
export interface Line {
  /** as printed: relative to the working directory */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** `backends.api.port`; empty when the line is about the whole file */
  readonly key: string;
  /** what is wrong, what was found, what to do */
  readonly text: string;
}

/** What is wrong with one key, before its place in the file is known. */
export interface Problem {
  /** the keys that lead there; `{ value }` is the item of a list that has this value */
  readonly path: Path;
  /** "must be a port between 1 and 65535" */
  readonly wrong: string;
  /** what stands there, unless `wrong` already says so */
  readonly found?: string | undefined;
  /** "write the port that the backend listens on, such as 8000" */
  readonly fix: string;
}

export type Path = readonly (string | number | { readonly value: string })[];

/** The three parts of a message as one sentence. */
export function sentence({ wrong, found, fix }: Omit<Problem, "path">): string {
  return `${wrong}${found === undefined ? "" : `, found ${found}`}; ${fix}`;
}

/** Lines as they are printed, sorted by file, line and column, each once. */
export function print(lines: readonly Line[]): string[] {
  const sorted = [...lines].sort((a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column);
  return [...new Set(sorted.map(printed))];
}

function printed({ file, line, column, key, text }: Line): string {
  return key === "" ? `${file}:${line}:${column}: ${text}` : `${file}:${line}:${column} ${key}: ${text}`;
}

const longest = 60;

/** A value as it is quoted in a message: JSON, cut where it gets long; an address without its user and password. */
export function show(value: unknown): string {
  const json = (JSON.stringify(value) ?? "nothing").replace(/:\/\/[^/\s"]*@/g, "://...@");
  if (json.length <= longest) return json;
  const closing = typeof value === "string" ? '"' : "";
  return `${json.slice(0, longest)}...${closing}`;
}

/** `a, b or c` */
export function anyOf(values: readonly string[]): string {
  return values.length < 2 ? values.join("") : `${values.slice(0, -1).join(", ")} or ${values.at(-1)}`;
}

/** Orders text by code unit, the same on every machine. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
