/** What a check has come to. `skipped` is what could not be looked at: never taken for good. */
export type Result = "ok" | "warning" | "fail" | "skipped";

/** One line of the report. */
export interface Finding {
  /** what was looked at: `Terraform`, `environments/production.yaml` */
  readonly check: string;
  readonly result: Result;
  /** what was seen; never a secret, a key or a whole account number */
  readonly seen: string;
  /** the command, or the change, that mends it */
  readonly mend?: string;
}

/** Where a doctor looks. */
export interface Surroundings {
  /** the folder of package.json */
  readonly root: string;
  /** the folder of the environment files */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
}

export function ok(check: string, seen: string): Finding {
  return { check, result: "ok", seen };
}

export function warning(check: string, seen: string, mend: string): Finding {
  return { check, result: "warning", seen, mend };
}

export function fail(check: string, seen: string, mend: string): Finding {
  return { check, result: "fail", seen, mend };
}

export function skipped(check: string, seen: string, mend?: string): Finding {
  return { check, result: "skipped", seen, ...(mend === undefined ? {} : { mend }) };
}
