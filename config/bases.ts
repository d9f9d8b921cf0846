import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { removed } from "./layer";
import { type Line, type Problem, show } from "./report";
import { nearest } from "./schema/text";
import { YamlFile } from "./yaml-file";

/** A file and the bases that it extends, each on top of the next. */
export interface Chain {
  readonly files: readonly [own: YamlFile, ...bases: YamlFile[]];
  readonly lines: readonly Line[];
  /** whether every base could be read */
  readonly whole: boolean;
}

type Fault = Omit<Problem, "path">;

/** Reads a file, and the bases that its key `extends` leads to. */
export function readChain(path: string): Chain {
  return chainFrom(path, []);
}

/** @param above the names of the files that led here */
function chainFrom(path: string, above: readonly string[]): Chain {
  const file = new YamlFile(path);
  const { lines } = file;
  if (file.value === undefined) return { files: [file], lines, whole: false };
  const base = extendedBy(file);
  if (base === undefined) return { files: [file], lines, whole: true };
  const names = [...above, basename(path)];
  const fault = faultOfName(base) ?? faultOfRound(base, names) ?? faultOfFile(base, dirname(path));
  if (fault !== undefined) {
    const line = file.line({ path: ["extends"], ...fault });
    return { files: [file], lines: [...lines, line], whole: false };
  }
  const below = chainFrom(join(dirname(path), String(base)), names);
  return { files: [file, ...below.files], lines: [...lines, ...below.lines], whole: below.whole };
}

/** What stands at `extends`; undefined where the file extends none. */
function extendedBy({ value }: YamlFile): unknown {
  if (!(value instanceof Object) || !Object.hasOwn(value, "extends")) return undefined;
  const base: unknown = Reflect.get(value, "extends");
  return base === removed ? undefined : base;
}

function faultOfName(base: unknown): Fault | undefined {
  if (base === null) {
    return { wrong: "must be the name of a file", found: "nothing", fix: "write extends: _base.yaml" };
  }
  const found = show(base);
  if (typeof base !== "string") {
    return { wrong: "must be the name of one file", found, fix: "write extends: _base.yaml" };
  }
  if (/[/\\]/.test(base)) {
    const own = base.split(/[/\\]/).at(-1) || "_base.yaml";
    return { wrong: "must be a file of this folder", found, fix: `write its name alone, ${own}` };
  }
  if (!base.endsWith(".yaml")) {
    return { wrong: "must be a file's whole name", found, fix: `write ${base.replace(/\.\w*$/, "")}.yaml` };
  }
  if (!base.startsWith("_")) {
    return {
      wrong: "must begin with _, as a file does that is no environment",
      found,
      fix: "move what both have in common into one such as _base.yaml",
    };
  }
  return undefined;
}

function faultOfRound(base: unknown, names: readonly string[]): Fault | undefined {
  const start = names.indexOf(String(base));
  if (start < 0) return undefined;
  const round = [...names.slice(start), String(base)].join(" extends ");
  return { wrong: `goes round in a circle: ${round}`, fix: "take extends out of one of them" };
}

function faultOfFile(base: unknown, folder: string): Fault | undefined {
  const name = String(base);
  const bases = readdirSync(folder)
    .filter((each) => each.startsWith("_") && each.endsWith(".yaml"))
    .filter((each) => statSync(join(folder, each), { throwIfNoEntry: false })?.isFile())
    .sort();
  if (bases.includes(name)) return undefined;
  const meant = nearest(name, bases);
  const list = bases.length === 0 ? "" : ` (there ${bases.length === 1 ? "is" : "are"} ${bases.join(", ")})`;
  return {
    wrong: "is a file that is not there",
    found: show(base),
    fix: meant === undefined ? `make it, or remove the key${list}` : `write ${meant}${list}`,
  };
}
