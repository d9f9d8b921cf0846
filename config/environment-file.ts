import { basename } from "node:path";
import { readChain } from "./bases";
import { deepest, type Layer, layerOf, merge, removed, settled } from "./layer";
import type { Line, Path, Problem } from "./report";
import type { YamlFile } from "./yaml-file";

/** An environment file on top of the bases that it extends, and the place of each key in whichever of them. */
export class EnvironmentFile {
  /** as printed: relative to the working directory, with slashes */
  readonly name: string;
  /** what the files hold together, without `extends`; undefined when the environment's own cannot be read */
  readonly value: unknown;
  /** what is wrong with the files as YAML, and with `extends` */
  readonly lines: readonly Line[];
  /** whether every base could be read; otherwise a missing key may be in one of them */
  readonly whole: boolean;
  readonly #own: YamlFile;
  readonly #layer: Layer;

  constructor(path: string) {
    const { files, lines, whole } = readChain(path);
    const readable = files.filter(({ value }) => value !== undefined);
    const [own] = files;
    this.#own = own;
    // from the last base up: what one takes out or replaces must not come back from below it
    const layers = readable.map((file) => layerOf(file.value, file));
    this.#layer = withoutExtends(
      layers.reduceRight((lower, upper) => merge(lower, upper), { value: null, file: own }),
    );
    this.name = own.name;
    this.value = own.value === undefined ? undefined : settled(this.#layer);
    this.lines = lines;
    this.whole = whole;
  }

  /** A problem of a value by itself, as a line where the value stands. */
  line(problem: Problem): Line {
    return this.#fileOf(problem.path).line(problem);
  }

  /** A problem of a value in this environment: of one from a base the line says which environment it is. */
  lineHere(problem: Problem): Line {
    const line = this.line(problem);
    return this.isOwn(problem.path) ? line : { ...line, text: `${line.text} (in ${basename(this.name)})` };
  }

  /** Where a key stands, as another file's message names it. */
  placeOf(path: Path): string {
    const { file, line, column } = this.line({ path, wrong: "", fix: "" });
    const place = `${file}:${line}:${column}`;
    return this.isOwn(path) ? place : `${this.name} (${place})`;
  }

  /** Whether some file has the key, and none above it takes it out. */
  has(path: Path): boolean {
    const { layer, whole } = deepest(this.#layer, path);
    return whole && layer.value !== removed;
  }

  /** Whether a key stands in the environment's own file, or would. */
  isOwn(path: Path): boolean {
    return this.#fileOf(path) === this.#own;
  }

  /** The text of a value as it stands in the file: `012` for a number that is read as 10. */
  source(path: Path): string | undefined {
    return this.#fileOf(path).source(path);
  }

  /** Within a list or a single value there is one file. */
  #fileOf(path: Path): YamlFile {
    return deepest(this.#layer, path).layer.file;
  }
}

function withoutExtends(layer: Layer): Layer {
  const keys = new Map(layer.keys);
  keys.delete("extends");
  return { ...layer, keys };
}
