import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { BadInput } from "../../config/bad-input";
import type { Environment } from "../../config/environment";
import { loadEnvironment, loadEnvironments } from "../../config/load";

/** There is such a file already, and it stays as it is. */
export class FileExists extends Error {
  override readonly name = "FileExists";
}

/** As a person names it: from the working directory. */
export function shownPath(path: string): string {
  return relative(process.cwd(), path).split(sep).join("/");
}

/** @throws FileExists */
export function refuseExisting(path: string): void {
  // A link that leads nowhere is there too.
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) {
    throw new FileExists(
      `refused: ${shownPath(path)} is there already; name another environment, or change it`,
    );
  }
}

/**
 * What the loader makes of the text, as a file among those of the folder. Problems that the folder had before are
 * not of this file.
 *
 * @throws BadInput
 */
export function check(
  folder: string,
  name: string,
  text: string,
): { readonly environment: Environment; readonly warnings: readonly string[] } {
  const copy = mkdtempSync(join(tmpdir(), "gatehouse-init-"));
  const inFolder = (line: string) => line.replaceAll(shownPath(copy), shownPath(folder) || ".");
  try {
    for (const file of existsSync(folder) ? readdirSync(folder) : []) {
      if (file.endsWith(".yaml")) copyFileSync(join(folder, file), join(copy, file));
    }
    const before = problemsOf(copy);
    writeFileSync(join(copy, `${name}.yaml`), text);
    const added = problemsOf(copy).filter((line) => !before.includes(line));
    if (added.length > 0) throw new BadInput(added);
    const { environment, warnings } = loadEnvironment(join(copy, `${name}.yaml`));
    return { environment, warnings: warnings.map(inFolder) };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput([
      "init: this file would be refused, and is not written:",
      ...error.lines.map(inFolder),
    ]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function problemsOf(folder: string): readonly string[] {
  try {
    loadEnvironments(folder);
    return [];
  } catch (error) {
    if (error instanceof BadInput) return error.lines;
    throw error;
  }
}

/**
 * Writes the file at once and as a whole, and never over another.
 *
 * @throws FileExists
 */
export function writeNew(folder: string, name: string, text: string): string {
  const path = join(folder, `${name}.yaml`);
  mkdirSync(folder, { recursive: true });
  const whole = join(folder, `.${name}.${process.pid}.new`);
  try {
    writeFileSync(whole, text, { flag: "wx" });
    place(whole, path);
  } finally {
    rmSync(whole, { force: true });
  }
  return path;
}

/** Unlike a rename, a link fails where there is a file. */
function place(whole: string, path: string): void {
  try {
    linkSync(whole, path);
  } catch (error) {
    refuseExisting(path);
    if (!(error instanceof Error && "code" in error && NO_LINKS.includes(String(error.code)))) throw error;
    copyFileSync(whole, path, constants.COPYFILE_EXCL);
  }
}

/** What file systems without hard links answer. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];
