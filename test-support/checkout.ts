import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Finished, run } from "./terraform";

const ROOT = join(__dirname, "..");

/** What synth needs. */
const PARTS = ["main.ts", "config", "stacks", "modules", "package.json", "tsconfig.json", "cdktf.json"];

export interface SynthOptions {
  /**
   * the working directory
   *
   * @default the checkout
   */
  readonly cwd?: string;
  /** environment variables beside PATH */
  readonly env?: Readonly<Record<string, string>>;
}

/** A copy of what synth needs in a folder of its own, with other environments. */
export class Checkout {
  readonly path: string;
  /** where `synth` writes, unless told otherwise */
  readonly output: string;

  /** @param environments the files of the folder `environments`, by name */
  constructor(environments: Readonly<Record<string, string>>) {
    this.path = mkdtempSync(join(tmpdir(), "checkout-"));
    this.output = join(this.path, "cdktf.out");
    for (const part of PARTS) cpSync(join(ROOT, part), join(this.path, part), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.path, "node_modules"));
    mkdirSync(join(this.path, "environments"));
    for (const [name, text] of Object.entries(environments)) {
      writeFileSync(join(this.path, "environments", name), text);
    }
  }

  /** Runs main.ts as `npm run synth` does. */
  synth({ cwd = this.path, env = {} }: SynthOptions = {}): Promise<Finished> {
    const loader = join(this.path, "node_modules", "tsx", "dist", "loader.mjs");
    return run(process.execPath, ["--import", loader, join(this.path, "main.ts")], {
      cwd,
      env: { PATH: process.env.PATH, CDKTF_OUTDIR: this.output, ...env },
    });
  }

  /** What was written, by path within the output folder; none where there is no such folder. */
  written(folder: string = this.output): Record<string, string> {
    return existsSync(folder) ? filesOf(folder) : {};
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** The texts of all files in a folder and below. */
function filesOf(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map((file) => join(file.parentPath, file.name)).sort();
  return Object.fromEntries(paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]));
}
