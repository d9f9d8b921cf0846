import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { linesAcross } from "./across";
import { BadInput } from "./bad-input";
import { contractAcross } from "./contract/across";
import type { Environment } from "./environment";
import { type ReadFile, readEnvironment } from "./read";
import { compare, type Line, print } from "./report";
import { nearest } from "./schema/text";

export { BadInput } from "./bad-input";

export interface LoadOptions {
  /**
   * names of environments, as a list or separated by commas
   *
   * @default every file of the folder
   */
  readonly only?: string | readonly string[] | undefined;
}

export interface LoadedEnvironments {
  /** in the order of their names */
  readonly environments: readonly Environment[];
  /** a line each, in the form of {@link BadInput} */
  readonly warnings: readonly string[];
}

/**
 * Reads the environments of a folder: every `*.yaml` but those that begin with `_` and `*.adopted.yaml`.
 *
 * @throws BadInput with everything that is wrong in all of the files
 */
export function loadEnvironments(folder: string, { only }: LoadOptions = {}): LoadedEnvironments {
  const { names, lines } = namesIn(folder, wanted(only));
  const read = names.map((name) => readEnvironment(join(folder, `${name}.yaml`)));
  const problems = [
    ...lines,
    ...read.flatMap((each) => each.problems),
    ...contractAcross.flatMap((rule) => linesAcross(rule, read)),
  ];
  if (problems.length > 0) throw new BadInput(print(problems));
  return {
    environments: read.flatMap(({ environment }) => (environment === undefined ? [] : [environment])),
    warnings: print(read.flatMap(({ warnings }) => warnings)),
  };
}

/**
 * Reads one environment file.
 *
 * @throws BadInput with everything that is wrong in it
 */
export function loadEnvironment(path: string): {
  readonly environment: Environment;
  readonly warnings: readonly string[];
} {
  if (!existsSync(path) || !statSync(path).isFile()) {
    throw new BadInput(
      print([whole(path, "is no file; copy environments/example.yaml to it and change the copy")]),
    );
  }
  const { environment, problems, warnings } = readEnvironment(path);
  if (environment === undefined || problems.length > 0) throw new BadInput(print(problems));
  return { environment, warnings: print(warnings) };
}

/**
 * Reads one environment of a folder, and those beside it, with which it shares nothing that has one owner.
 *
 * @throws BadInput where the folder has no such environment
 */
export function readBeside(
  folder: string,
  name: string,
): { readonly own: ReadFile; readonly others: readonly ReadFile[] } {
  const { names, lines } = namesIn(folder, [name]);
  if (lines.length > 0) throw new BadInput(print(lines));
  const all = namesIn(folder, []).names.filter((each) => !names.includes(each));
  const others = all.map((each) => readEnvironment(join(folder, `${each}.yaml`)));
  return { own: readEnvironment(join(folder, `${name}.yaml`)), others };
}

function wanted(only: LoadOptions["only"]): readonly string[] {
  const names = typeof only === "string" ? only.split(",") : (only ?? []);
  return [...new Set(names.map((name) => name.trim()).filter((name) => name !== ""))];
}

/** The environments to read, and what is wrong with the folder. */
function namesIn(
  folder: string,
  only: readonly string[],
): { readonly names: readonly string[]; readonly lines: readonly Line[] } {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return { names: [], lines: [whole(folder, "is no folder; run the command in the checkout")] };
  }
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.name.startsWith("_"));
  const yaml = files.filter(({ name }) => name.endsWith(".yaml") && !name.endsWith(".adopted.yaml"));
  const known = yaml.map(({ name }) => name.slice(0, -".yaml".length)).sort(compare);
  const unknown = only.filter((name) => !known.includes(name));
  const names = only.length === 0 ? known : known.filter((name) => only.includes(name));
  const lines = [
    ...unknown.map((name) => whole(folder, unknownName(name, known))),
    ...(known.length === 0 && only.length === 0
      ? [whole(folder, "holds no environment; copy example.yaml of a fresh checkout into it")]
      : []),
    ...(only.length === 0 ? files.flatMap(({ name }) => strayFile(folder, name, known)) : []),
    ...yaml.flatMap((entry) =>
      entry.isDirectory()
        ? [whole(join(folder, entry.name), "is a folder; keep environments in files of this one")]
        : [],
    ),
  ];
  return {
    names: names.filter((name) =>
      yaml.some((entry) => entry.name === `${name}.yaml` && !entry.isDirectory()),
    ),
    lines,
  };
}

function unknownName(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const list = known.length === 0 ? "there is none" : `there are ${known.join(", ")}`;
  return `has no environment ${JSON.stringify(name)}; ${meant === undefined ? list : `write ${meant} (${list})`}`;
}

/** Files that look as if they were read, and are not. */
function strayFile(folder: string, name: string, known: readonly string[]): Line[] {
  if (name.endsWith(".yml")) {
    return [whole(join(folder, name), `is not read; rename it to ${name.replace(/\.yml$/, ".yaml")}`)];
  }
  const owner = name.replace(/\.adopted\.yaml$/, "");
  if (owner === name || known.includes(owner)) return [];
  return [
    whole(
      join(folder, name),
      `belongs to ${owner}.yaml, which is not there; rename it as the environment was, or delete it`,
    ),
  ];
}

function whole(path: string, text: string): Line {
  const file = relative(process.cwd(), path).split(sep).join("/") || ".";
  return { file, line: 1, column: 1, key: "", text };
}
