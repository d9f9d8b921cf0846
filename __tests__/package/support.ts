import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Finished, run } from "../../test-support/terraform";

export const ROOT = join(__dirname, "..", "..");
const TEMPLATE = join(ROOT, "node_modules", "cdktf-cli", "bundle", "templates", "typescript");
const SOURCES = join(__dirname, "project");

/** The parts of package.json that are API. */
export interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, unknown>>;
}

export const MANIFEST: Manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** What `npm pack` says of the tarball that it made. */
export interface Tarball {
  readonly path: string;
  /** bytes, packed */
  readonly size: number;
  /** bytes, installed */
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

export async function pack(folder: string): Promise<Tarball> {
  const { stdout } = await succeed("npm", ["pack", "--json", "--silent", "--pack-destination", folder], ROOT);
  const [{ filename, ...packed }] = JSON.parse(stdout);
  return { ...packed, path: join(folder, basename(filename)) };
}

/** What `cdktf init --template=typescript --local` makes, with the tarball installed and our use of it. */
export class Project {
  readonly path = mkdtempSync(join(tmpdir(), "cdktf-project-"));

  /** The template's own packages first, as `cdktf init` does; then the package, whose peers npm adds. */
  async install(tarball: string): Promise<void> {
    cpSync(TEMPLATE, this.path, { recursive: true });
    for (const file of ["package.json", "cdktf.json"]) {
      const text = readFileSync(join(TEMPLATE, file), "utf8");
      this.write(file, text.replace("{{ $base }}", "project").replace("{{futureFlags}}", ""));
    }
    for (const file of readdirSync(SOURCES)) {
      cpSync(join(SOURCES, file), join(this.path, file.replace(/\.txt$/, "")));
    }
    // Its test wants Jest, which has no part in this.
    rmSync(join(this.path, "__tests__"), { recursive: true });
    // ts-node needs the compiler's JavaScript API, which TypeScript 5 was the last to have whole.
    const development = ["@types/node@20", "typescript@5", "ts-node@10"];
    const options = ["--prefer-offline", "--no-audit", "--no-fund"];
    await succeed("npm", ["install", ...options, "cdktf@0.21", "constructs@10"], this.path);
    await succeed("npm", ["install", ...options, "--save-dev", ...development], this.path);
    await succeed("npm", ["install", ...options, tarball], this.path);
  }

  /** Runs a program of the project; npx is told never to fetch one. */
  npx(...args: readonly string[]): Promise<Finished> {
    return run("npx", ["--no", "--", ...args], { cwd: this.path, env: ownEnvironment() });
  }

  node(script: string): Promise<Finished> {
    return run(process.execPath, ["-e", script], { cwd: this.path, env: ownEnvironment() });
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.path, file), text);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** The test runner's and the outer npm's settings are not those of a project elsewhere. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_|JEST_|CDKTF_|GATEHOUSE_)/.test(name),
  );
  // Whatever a person's npm warns of has no part in this.
  return { ...Object.fromEntries(kept), npm_config_loglevel: "error" };
}

async function succeed(command: string, args: readonly string[], cwd: string): Promise<Finished> {
  const finished = await run(command, args, { cwd, env: ownEnvironment() });
  if (finished.code !== 0) {
    throw new Error(`${command} ${args.join(" ")} exited with ${finished.code}:\n${finished.text}`);
  }
  return finished;
}
