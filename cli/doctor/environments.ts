import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { BadInput } from "../../config/bad-input";
import type { Environment } from "../../config/environment";
import { loadEnvironment, loadEnvironments } from "../../config/load";
import { type Finding, fail, ok, type Surroundings, warning } from "./finding";

export interface Loaded {
  readonly findings: readonly Finding[];
  /** those without a problem */
  readonly environments: readonly Environment[];
}

const SHOW_ALL = "npm run synth";

/** Each environment file by itself, then what is wrong between them. */
export function checkEnvironments({ folder, env }: Surroundings): Loaded {
  const only = env.GATEHOUSE_ENVIRONMENTS;
  const each = filesOf(folder, only).map((name) => checkFile(join(folder, name)));
  const known = new Set(each.flatMap(({ problems }) => problems));
  const between = problemsOf(() => loadEnvironments(folder, { only })).filter((line) => !known.has(line));
  return {
    findings: [
      ...each.map(({ finding }) => finding),
      ...(between.length === 0 ? [] : [fail("environments", count(between, "problem"), SHOW_ALL)]),
    ],
    environments: each.flatMap(({ environment }) => (environment === undefined ? [] : [environment])),
  };
}

/** The files that synth reads. What else lies there, loading the whole folder tells. */
function filesOf(folder: string, only: string | undefined): string[] {
  const names = (only ?? "").split(",").flatMap((name) => name.trim() || []);
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((name) => /^[^_].*\.yaml$/.test(name) && !name.endsWith(".adopted.yaml"))
    .filter((name) => names.length === 0 || names.includes(name.slice(0, -".yaml".length)))
    .sort();
}

interface CheckedFile {
  readonly finding: Finding;
  readonly problems: readonly string[];
  readonly environment?: Environment;
}

function checkFile(path: string): CheckedFile {
  const check = `environments/${basename(path)}`;
  try {
    const { environment, warnings } = loadEnvironment(path);
    const { backends, region } = environment;
    const seen = `${environment.domain.name} in ${region}, backends: ${Object.keys(backends).join(", ")}`;
    const finding =
      warnings.length === 0
        ? ok(check, seen)
        : warning(check, `${seen}; ${count(warnings, "warning")}`, SHOW_ALL);
    return { finding, problems: [], environment };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return { finding: fail(check, count(error.lines, "problem"), SHOW_ALL), problems: error.lines };
  }
}

function problemsOf(load: () => unknown): readonly string[] {
  try {
    load();
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    return error.lines;
  }
}

/** `2 problems, the first: ...` */
function count(all: readonly string[], what: string): string {
  const [first = ""] = all;
  return all.length === 1 ? `1 ${what}: ${first}` : `${all.length} ${what}s, the first: ${first}`;
}
