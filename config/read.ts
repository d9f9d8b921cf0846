import { basename, dirname } from "node:path";
import { readAdopted } from "./adopted";
import { problemsOf } from "./check";
import { contract } from "./contract";
import { evaluate, type Outcome } from "./contract/evaluate";
import { waiverLines } from "./contract/waivers";
import { type Environment, toEnvironment } from "./environment";
import { EnvironmentFile } from "./environment-file";
import { sharedState } from "./own-state";
import type { Line, Problem } from "./report";
import { environmentSchema, type Parsed } from "./schema/root";
import { readUserData } from "./user-data";

/** What one file says, with the bases that it extends, and everything that is to be said about it. */
export interface ReadFile {
  readonly file: EnvironmentFile;
  /** the environment, with a sample's values for the keys in `broken`; undefined where the file is no map */
  readonly environment?: Environment;
  /** top-level keys that are wrong in themselves */
  readonly broken: ReadonlySet<string>;
  readonly problems: readonly Line[];
  readonly warnings: readonly Line[];
  /** what came of each rule of the contract that a file alone can break; with waivers, of every rule */
  readonly outcomes: readonly Outcome[];
}

/** Valid values in place of those that are wrong, so that the rules which read other keys can still be asked. */
const sample = {
  project: "shop",
  environment: "sample",
  region: "eu-west-1",
  domain: { name: "example.com" },
  backends: { api: { paths: ["/api/*"], targets: { type: "external" } } },
};

/** Reads one environment file, and what lies beside it for machines. */
export function readEnvironment(path: string): ReadFile {
  const file = new EnvironmentFile(path);
  const { adopted, lines } = readAdopted(path.replace(/\.yaml$/, ".adopted.yaml"));
  const before = [...file.lines, ...lines];
  if (file.value === undefined)
    return { file, broken: new Set(), problems: before, warnings: [], outcomes: [] };

  const result = environmentSchema.safeParse(file.value);
  const faults = (result.success ? [] : problemsOf(result.error, file)).filter(
    ({ wrong }) => file.whole || wrong !== "is missing",
  );
  const unusable = new Set(faults.map((fault) => String(fault.path[0])));
  const parsed = result.success ? result.data : mended(file.value, unusable);
  const shared = parsed === undefined || unusable.has("state") ? [] : sharedState(parsed.state.type, file);
  const beside = readUserData(parsed ?? { backends: {} }, dirname(path));
  const broken = new Set([
    ...unusable,
    ...(shared.length > 0 ? ["state"] : []),
    ...(beside.problems.length > 0 ? ["backends"] : []),
  ]);
  const own = [...before, ...[...faults, ...shared, ...beside.problems].map((each) => file.line(each))];
  // what a base would have said may be all that is wrong with the rest
  if (parsed === undefined || !file.whole) return { file, broken, problems: own, warnings: [], outcomes: [] };

  const environment = toEnvironment(parsed, { adopted, userData: beside.userData });
  const outcomes = evaluate(rulesFor(environment), environment, broken);
  const problems = [...outcomes.flatMap((each) => each.problems), ...misnamed(environment, file, broken)];
  const warnings = [...outcomes.flatMap((each) => each.warnings), ...waiverLines(outcomes)];
  return {
    file,
    environment,
    broken,
    problems: [...own, ...problems.map((each) => file.lineHere(each))],
    warnings: warnings.map((each) => file.lineHere(each)),
    outcomes,
  };
}

/** What is held later is no matter of a synth, but that a waiver of it is told. */
function rulesFor({ waivers }: Environment): Parameters<typeof evaluate>[0] {
  if (waivers.length === 0) return contract;
  const { allRules }: typeof import("./contract/all") = require("./contract/all");
  return allRules;
}

/** The file with its broken keys left out, or replaced where they are required. */
function mended(value: unknown, broken: ReadonlySet<string>): Parsed | undefined {
  if (!(value instanceof Object)) return undefined;
  const kept = Object.entries(value).filter(([key]) => !broken.has(key));
  const needed = Object.entries(sample).filter(([key]) => broken.has(key));
  return environmentSchema.safeParse(Object.fromEntries([...kept, ...needed])).data;
}

function misnamed(
  { environment }: Environment,
  file: EnvironmentFile,
  broken: ReadonlySet<string>,
): Problem[] {
  const name = basename(file.name, ".yaml");
  if (broken.has("environment") || environment === name) return [];
  return [
    {
      path: ["environment"],
      wrong: `must be the file's name, ${name}`,
      found: JSON.stringify(environment),
      fix: `write ${name}, or rename the file to ${environment}.yaml`,
    },
  ];
}
