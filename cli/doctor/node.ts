import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, fail, ok, type Surroundings, skipped } from "./finding";

/** The packages of a lock file, by their place in node_modules. */
type Packages = Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;

/** As package.json has it under engines. */
export const OLDEST_NODE = "20.9";
const INSTALL = "npm ci";

export function checkNode(found: string = process.versions.node, where: string = process.execPath): Finding {
  return isAtLeast(found, OLDEST_NODE)
    ? ok("Node.js", `${found} (${where})`)
    : fail(
        "Node.js",
        `${found} (${where}), needs ${OLDEST_NODE}`,
        `install Node.js ${OLDEST_NODE} or later: https://nodejs.org/`,
      );
}

/** Whether node_modules holds what package-lock.json says; npm writes down what it has installed. */
export function checkPackages({ root }: Surroundings): Finding {
  const check = "npm packages";
  const [lock, installed] = ["package-lock.json", join("node_modules", ".package-lock.json")].map((file) =>
    join(root, file),
  );
  if (lock === undefined || !existsSync(lock)) {
    return skipped(check, "no package-lock.json to compare with");
  }
  if (installed === undefined || !existsSync(installed)) {
    return fail(check, "not installed by npm: no node_modules/.package-lock.json", INSTALL);
  }
  const wanted = Object.entries(packagesOf(lock)).filter(([place]) => place !== "");
  const has = packagesOf(installed);
  const missing = wanted.filter(([place, { optional }]) => has[place] === undefined && optional !== true);
  const other = wanted.filter(
    ([place, { version }]) => has[place] !== undefined && has[place].version !== version,
  );
  const wrong = [...missing, ...other].map(([place]) => place.replace(/^.*node_modules\//, ""));
  return wrong.length === 0
    ? ok(check, `${Object.keys(has).length}, as package-lock.json has them`)
    : fail(check, `${missing.length} missing, ${other.length} in another version: ${some(wrong)}`, INSTALL);
}

/** cdktf-cli, which deploys. A project that has it from elsewhere does not name it among its packages. */
export function checkCdktfCli({ root }: Surroundings): Finding {
  const check = "cdktf-cli";
  const wanted = namedIn(join(root, "package.json"))[check];
  const file = join(root, "node_modules", check, "package.json");
  if (!existsSync(file)) {
    return wanted === undefined
      ? skipped(check, "not among the packages of package.json; plain terraform needs none")
      : fail(check, "not installed: deploy, diff and destroy need it", INSTALL);
  }
  const { version }: { version: string } = json(file);
  return wanted === undefined || wanted.replace(/^[~^]/, "") === version
    ? ok(check, `${version} (node_modules)`)
    : fail(check, `${version}, package.json has ${wanted}`, INSTALL);
}

function namedIn(file: string): Record<string, string> {
  if (!existsSync(file)) {
    return {};
  }
  const named: { dependencies?: Record<string, string>; devDependencies?: Record<string, string> } =
    json(file);
  return { ...named.dependencies, ...named.devDependencies };
}

function isAtLeast(version: string, oldest: string): boolean {
  const [[major = 0, minor = 0] = [], [oldMajor = 0, oldMinor = 0] = []] = [version, oldest].map((text) =>
    (/\d+(\.\d+)*/.exec(text)?.[0] ?? "").split(".").map(Number),
  );
  return major > oldMajor || (major === oldMajor && minor >= oldMinor);
}

function packagesOf(file: string): Packages {
  const { packages = {} }: { packages?: Packages } = json(file);
  return packages;
}

function json<T>(file: string): T {
  return JSON.parse(readFileSync(file, "utf8"));
}

function some(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} ...`;
}
