import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { BadInput } from "../../config/bad-input";
import { shown } from "../../tools/places";
import { CHECKSUMS, readChecksums, sha256 } from "./checksums";
import { type Entry, tar } from "./tar";

/** Where a handover is written: a folder, and the same as a tar beside it. */
export class Place {
  readonly archive: string;

  constructor(readonly folder: string) {
    this.archive = `${folder}.tar`;
  }

  /**
   * What lies there is replaced only where all of it is an earlier handover, as it was written: a folder that somebody
   * works in holds a state.
   *
   * @throws BadInput
   */
  assertOurs(): void {
    const ofFolder = this.folderProblems();
    // The tar of a changed folder tells nothing.
    const problems = ofFolder.length > 0 ? ofFolder : this.archiveProblems();
    if (problems.length > 0) {
      throw new BadInput(problems.map((each) => `handover: ${each}`));
    }
  }

  /** The folder appears whole or not at all. */
  write(entries: readonly Entry[]): void {
    const partial = `${this.folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    for (const { path, content } of entries) {
      const file = join(partial, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    rmSync(this.archive, { force: true });
    rmSync(this.folder, { recursive: true, force: true });
    renameSync(partial, this.folder);
    writeFileSync(this.archive, this.archived(entries));
  }

  private archived(entries: readonly Entry[]): Buffer {
    const name = basename(this.folder);
    return tar(entries.map(({ path, content }) => ({ path: `${name}/${path}`, content })));
  }

  private folderProblems(): string[] {
    if (!existsSync(this.folder)) {
      return [];
    }
    const where = shown(this.folder);
    const instead = "move it away, or name another folder with --out";
    if (!lstatSync(this.folder).isDirectory()) {
      return [`${where} is there already and is no folder; ${instead}`];
    }
    const sums = join(this.folder, CHECKSUMS);
    const known = existsSync(sums) ? readChecksums(readFileSync(sums, "utf8")) : new Map<string, string>();
    const strange = filesIn(this.folder).filter((path) => {
      const isOurs = path === CHECKSUMS || known.get(path) === sha256(readFileSync(join(this.folder, path)));
      return !isOurs;
    });
    return strange.length === 0
      ? []
      : [`${where} holds what no handover wrote, found ${named(strange)}; ${instead}`];
  }

  private archiveProblems(): string[] {
    if (!existsSync(this.archive)) {
      return [];
    }
    const entries =
      existsSync(this.folder) && lstatSync(this.folder).isDirectory() ? entriesOf(this.folder) : [];
    return this.archived(entries).equals(readFileSync(this.archive))
      ? []
      : [`${shown(this.archive)} is there already and is not the tar of ${shown(this.folder)}; move it away`];
  }
}

function entriesOf(folder: string): Entry[] {
  return filesIn(folder).map((path) => ({ path, content: readFileSync(join(folder, path)) }));
}

/** Everything that is no folder, links included. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function named(paths: readonly string[]): string {
  const first = paths.slice(0, 3).join(", ");
  return paths.length > 3 ? `${first} and ${paths.length - 3} more` : first;
}
