import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { classOf } from "./floor/classes";
import { comparable } from "./floor/comparable";
import { environmentsOf } from "./floor/environments";
import { floorProgram } from "./floor/program";
import { COMPILED, FOLDER, ROOT } from "./folders";
import { type Program, run } from "./measure";

/** The example's file; its extension is a user's own and is left out. */
export const EXAMPLE = readFileSync(join(ROOT, "environments", "example.yaml"), "utf8");

/** The same environments made by Gatehouse and by the floor. */
export interface Contest {
  readonly ours: Program;
  readonly floor: Program;
  /** how many resources each environment has */
  readonly resources: number;
}

/** Compiles what synth needs, so that no figure holds the compiler. */
export function compile(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const compiler = join(ROOT, "node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(process.execPath, [compiler, "--project", join(__dirname, "tsconfig.json")], {
    stdio: "inherit",
  });
  if (status !== 0) {
    throw new Error("the compiler has failed: its errors are above");
  }
}

/** `count` files like the example's, with names and domains of their own: app0000, app0000.com ... */
export function environmentFiles(count: number): Readonly<Record<string, string>> {
  const names = Array.from({ length: count }, (_, index) => `app${String(index).padStart(4, "0")}`);
  return Object.fromEntries(names.map((name) => [name, fileOf(name)]));
}

function fileOf(name: string): string {
  return EXAMPLE.replace(/^environment: example\b/m, `environment: ${name}`).replace(
    /\bexample\.com\b/g,
    `${name}.com`,
  );
}

/**
 * Sets both up, runs each once and compares all that they write.
 *
 * @param files the texts of environment files, by name
 * @throws when the floor makes anything else than Gatehouse: it would be no floor
 */
export function prepare(id: string, files: Readonly<Record<string, string>>): Contest {
  const folder = join(FOLDER, id);
  const ours: Program = { file: join(folder, "ours", "main.js"), output: join(folder, "ours.out") };
  const data = join(folder, "floor", "environments.json");
  const floor: Program = {
    file: join(folder, "floor", "floor.js"),
    args: [data],
    output: join(folder, "floor.out"),
  };
  cpSync(COMPILED, join(folder, "ours"), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(folder, "ours", "environments"), { recursive: true });
    writeFileSync(join(folder, "ours", "environments", `${name}.yaml`), text);
  }
  mkdirSync(join(folder, "floor"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "ours", "node_modules"));
  symlinkSync(join(ROOT, "node_modules"), join(folder, "floor", "node_modules"));
  run(ours);
  const made = configurations(ours.output);
  writeFloor(floor.file, data, made);
  run(floor);
  refuseDifferences(made, configurations(floor.output));
  const [first = ""] = Object.values(made);
  return { ours, floor, resources: resourcesOf(first) };
}

/** What was written for each environment. */
export function configurations(output: string): Readonly<Record<string, string>> {
  const stacks = join(output, "stacks");
  const names = readdirSync(stacks).sort();
  return Object.fromEntries(
    names.map((name) => [name, readFileSync(join(stacks, name, "cdk.tf.json"), "utf8")]),
  );
}

/** The first environment is the pattern; of the others the floor knows what differs, and no more. */
function writeFloor(file: string, data: string, made: Readonly<Record<string, string>>): void {
  const environments = environmentsOf(made);
  const [pattern] = environments;
  if (pattern === undefined) {
    throw new Error("there must be an environment");
  }
  const { domain, slug, name } = pattern;
  writeFileSync(file, floorProgram(JSON.parse(made[name] ?? "{}"), classOf, { domain, slug, name }));
  writeFileSync(data, JSON.stringify(environments));
}

function refuseDifferences(
  ours: Readonly<Record<string, string>>,
  floor: Readonly<Record<string, string>>,
): void {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(floor)])];
  const different = names.filter(
    (name) => comparable(ours[name] ?? "{}") !== comparable(floor[name] ?? "{}"),
  );
  if (different.length > 0) {
    throw new Error(`the floor makes something else than Gatehouse: ${different.join(", ")}`);
  }
}

function resourcesOf(json: string): number {
  const { resource }: { resource: Record<string, object> } = JSON.parse(json);
  return Object.values(resource).reduce((sum, byName) => sum + Object.keys(byName).length, 0);
}
