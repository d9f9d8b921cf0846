import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  visit,
} from "yaml";
import { removed } from "./layer";
import { type Line, type Path, type Problem, sentence, show } from "./report";
import { yamlFault } from "./yaml-fault";
import { joined, pathOf, stepInto } from "./yaml-path";

/** A YAML file and the places of its keys. */
export class YamlFile {
  /** as printed: relative to the working directory, with slashes */
  readonly name: string;
  /** what the file holds, with `removed` for each `null` that is written out; undefined when it cannot be read as YAML */
  readonly value: unknown;
  /** what is wrong with the file as YAML */
  readonly lines: readonly Line[];
  readonly #lineCounter = new LineCounter();
  readonly #document: Document | undefined;

  constructor(file: string) {
    this.name = relative(process.cwd(), file).split(sep).join("/");
    const text = readText(file);
    if (text === undefined) {
      this.lines = [this.#whole("cannot be read as UTF-8 text; save it as UTF-8")];
      return;
    }
    const documents = parseAllDocuments(text, {
      lineCounter: this.#lineCounter,
      prettyErrors: false,
      stringKeys: true,
      merge: true,
      // repeated keys are reported here, with the place of the first
      uniqueKeys: false,
      logLevel: "error",
    });
    const [document, second] = [...documents];
    this.#document = document;
    this.lines = this.#faults(document, second);
    if (this.lines.some(({ key }) => key === "")) return;
    if (document !== undefined) markNulls(document);
    try {
      this.value = document?.toJS();
    } catch {
      this.lines = [...this.lines, this.#whole("has aliases that expand without end; write them out")];
    }
  }

  /** A problem as a line at the place of its key. */
  line(problem: Problem): Line {
    const { offset, key } = this.#find(problem.path);
    return { file: this.name, ...this.#place(offset), key, text: sentence(problem) };
  }

  /** The text of a value as it stands in the file: `012` for a number that is read as 10. */
  source(path: Path): string | undefined {
    const node = this.#find(path).node;
    return isScalar(node) ? node.source : undefined;
  }

  #faults(document: Document | undefined, second: Document | undefined): Line[] {
    if (document === undefined || document.errors.length + (second?.errors.length ?? 0) === 0) {
      if (second !== undefined) return [this.#secondDocument(second)];
      if (document?.contents === null || document === undefined) {
        return [this.#whole("is empty; copy environments/example.yaml and change it")];
      }
      if (!isMap(document.contents)) return [this.#notMap(document.contents)];
      return [...this.#unknownAliases(document), ...this.#repeatedKeys(document)];
    }
    const errors = [...document.errors, ...(second?.errors ?? [])];
    // one mistake makes the parser stumble on what follows: of that, only the first place says anything
    return errors
      .filter(({ code }, index) => index === 0 || code !== "UNEXPECTED_TOKEN")
      .map(({ code, message, pos }) => {
        const text = `is no YAML: ${yamlFault(code, message)}`;
        return { file: this.name, ...this.#place(pos[0]), key: "", text };
      })
      .filter(({ line }, index, all) => all.findIndex((other) => other.line === line) === index);
  }

  #secondDocument(second: Document): Line {
    const text =
      "must hold one document, found a second one; remove what follows the line ---, or put it into a file of its own";
    return { file: this.name, ...this.#place(second.range?.[0] ?? 0), key: "", text };
  }

  #notMap(contents: Node): Line {
    const what = isSeq(contents) ? "a list" : show(isScalar(contents) ? contents.value : undefined);
    const text = `must be a map of keys, found ${what}; begin with project: and environment:, as environments/example.yaml does`;
    return { file: this.name, ...this.#place(contents.range?.[0] ?? 0), key: "", text };
  }

  /** `[*.example.com]` is an alias too */
  #unknownAliases(document: Document): Line[] {
    const lines: Line[] = [];
    visit(document, {
      Alias: (_, alias) => {
        if (alias.resolve(document) !== undefined) return;
        const text = `is no YAML: *${alias.source} repeats an anchor that is not there; put it in quotes, "*${alias.source}", or write the anchor`;
        lines.push({ file: this.name, ...this.#place(alias.range?.[0] ?? 0), key: "", text });
      },
    });
    return lines;
  }

  #repeatedKeys(document: Document): Line[] {
    const lines: Line[] = [];
    visit(document, {
      Map: (_, map, ancestors) => {
        const seen = new Map<string, number>();
        for (const { key } of map.items) {
          if (!isScalar(key) || key.value === "<<") continue;
          const name = String(key.value);
          const { line, column } = this.#place(key.range?.[0] ?? 0);
          const first = seen.get(name);
          if (first === undefined) {
            seen.set(name, line);
          } else {
            const path = [...pathOf(ancestors, map), name];
            const text = `is written twice, first on line ${first}; keep one`;
            lines.push({ file: this.name, line, column, key: joined(path), text });
          }
        }
      },
    });
    return lines;
  }

  #whole(text: string): Line {
    return { file: this.name, line: 1, column: 1, key: "", text };
  }

  #place(offset: number): { readonly line: number; readonly column: number } {
    const { line, col } = this.#lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  /** The place of a key; of a missing key, that of the nearest map around it that is there. */
  #find(path: Path): { readonly offset: number; readonly key: string; readonly node: unknown } {
    let node: unknown = this.#document?.contents;
    let offset = 0;
    let lost = false;
    const names: (string | number)[] = [];
    for (const segment of path) {
      const step = lost ? undefined : stepInto(this.#resolved(node), segment);
      // an item that is not in the file is one of a default list
      if (step !== undefined || typeof segment !== "object") names.push(step?.name ?? String(segment));
      if (step === undefined) {
        lost = true;
        continue;
      }
      offset = step.offset ?? offset;
      node = step.node;
    }
    return { offset, key: joined(names), node: lost ? undefined : this.#resolved(node) };
  }

  #resolved(node: unknown): unknown {
    return isAlias(node) && this.#document !== undefined ? node.resolve(this.#document) : node;
  }
}

/** `key:` is a key without a value; `key: null` and `key: ~` say that there shall be none. */
function markNulls(document: Document): void {
  visit(document, {
    Scalar: (key, scalar) => {
      if (key !== "key" && scalar.value === null && scalar.source !== "") scalar.value = removed;
    },
  });
}

function readText(file: string): string | undefined {
  try {
    // a byte order mark is dropped
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}
