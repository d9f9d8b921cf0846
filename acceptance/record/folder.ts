import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { originSecret } from "../../local/origin-secret";
import { isAlive, type OwnProcess, ownProcess } from "../../local/processes";
import { PROJECT_FOLDER } from "./project";
import { type RunRecord, recordSchema } from "./record";

const RECORD = "run.json";
const OWNER = "owner.json";

/** Where runs are kept unless told otherwise: in the checkout, ignored by git. */
export const RUNS = join(PROJECT_FOLDER, ".gatehouse", "acceptance");

/**
 * The folder of one run: environment file, state, secret, log, all for its owner alone. It is removed once
 * everything that it knows of is gone.
 */
export class RunFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = resolve(path);
  }

  /** Made anew, and this process's. */
  create(): void {
    mkdirSync(this.path, { recursive: true, mode: 0o700 });
    this.own();
  }

  /** From here on this process works on the run. */
  own(): void {
    writeFileSync(join(this.path, OWNER), JSON.stringify(ownProcess()), { mode: 0o600 });
  }

  /** The process that works on the run, where it still does. */
  get owner(): number | undefined {
    const file = join(this.path, OWNER);
    if (!existsSync(file)) return undefined;
    const owner: OwnProcess = JSON.parse(readFileSync(file, "utf8"));
    return isAlive(owner) ? owner.pid : undefined;
  }

  /** What Terraform prints. */
  get log(): string {
    return join(this.path, "terraform.log");
  }

  /** The Terraform that runs. */
  get processFile(): string {
    return join(this.path, "terraform.json");
  }

  /** What CloudFront shows to the load balancer: made at the first look. */
  get secret(): string {
    return originSecret(join(this.path, "origin-secret"));
  }

  write(record: RunRecord): void {
    const file = join(this.path, RECORD);
    // Renamed into place, so that a killed run leaves the last whole one.
    writeFileSync(`${file}.new`, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }

  /** Undefined where the folder is no run's. */
  read(): RunRecord | undefined {
    const file = join(this.path, RECORD);
    try {
      return recordSchema.safeParse(JSON.parse(readFileSync(file, "utf8"))).data;
    } catch {
      return undefined;
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Earlier runs of an account that were not torn down, by folder. */
export function unfinished(runs: string, account: string, place: RunRecord["place"]): readonly string[] {
  if (!existsSync(runs)) return [];
  return readdirSync(runs, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(runs, name))
    .filter((path) => {
      const record = new RunFolder(path).read();
      return (
        record?.description.account === account &&
        record.place === place &&
        !["planned", "torn down"].includes(record.state)
      );
    });
}
