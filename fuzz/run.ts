import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { BadInput } from "../config/bad-input";
import { loadEnvironments } from "../config/load";
import { synthesize } from "../stacks/synthesize";
import { inFolder } from "./environments";
import { NAME } from "./hints";

/** What became of a file. */
export type Outcome =
  | { readonly kind: "written"; readonly stacks: readonly string[] }
  | { readonly kind: "refused"; readonly lines: readonly string[] };

/** Where a line is, which key it is about, what is wrong; what to do. */
const LINE = /^environments\/[\w.-]+:\d+:\d+( ("(?:[^"\\]|\\.)+"|[^:"])+)?: [\s\S]+; [\s\S]+$/;

/** What no message for people holds. */
const RAW = /Invalid input|expected .* received|undefined|\[object|\n +at /;

/**
 * Does with the text of an environment file what `main.ts` does.
 *
 * @throws whatever is not our error, and when what is refused has left something behind
 */
export function outcomeOf(text: string): Outcome {
  const output = mkdtempSync(join(tmpdir(), "gatehouse-fuzz-out-"));
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = join(output, "cdktf.out");
  try {
    return inFolder(text, (folder) => {
      try {
        synthesize(loadEnvironments(folder, { only: NAME }).environments, folder);
      } catch (error) {
        if (!(error instanceof BadInput)) throw error;
        const prefix = relative(process.cwd(), folder).split(sep).join("/");
        return refused(
          output,
          error.lines.map((line) => line.replaceAll(prefix, "environments")),
        );
      }
      return { kind: "written", stacks: stacksIn(join(output, "cdktf.out", "stacks")) };
    });
  } finally {
    rmSync(output, { recursive: true });
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
  }
}

function refused(output: string, lines: readonly string[]): Outcome {
  const left = readdirSync(output, { recursive: true });
  if (left.length > 0) throw new Error(`refused, and yet it wrote ${left.join(", ")}`);
  const faults = lineFaults(lines);
  if (faults.length > 0) throw new Error(`no message for a person: ${faults.join("\n")}`);
  return { kind: "refused", lines };
}

/** The lines that do not say where, what and what to do. */
export function lineFaults(lines: readonly string[]): string[] {
  return lines.length === 0 ? ["nothing"] : lines.filter((line) => !LINE.test(line) || RAW.test(line));
}

function stacksIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => readFileSync(join(folder, name, "cdk.tf.json"), "utf8"));
}
