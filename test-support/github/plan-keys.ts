import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOf } from "../source-files";

/** The first block of the section. */
const MAKES_KEY = /^### The plan's key\n\n```sh\n([\s\S]*?)^```$/m;

export interface PlanKeys {
  readonly certificate: string;
  readonly key: string;
}

/** The key and the certificate of docs/pipelines.md, made as it says. */
export function planKeys(): PlanKeys {
  const folder = mkdtempSync(join(tmpdir(), "plan-keys-"));
  try {
    const [, command = "exit 9"] = MAKES_KEY.exec(textOf("docs/pipelines.md")) ?? [];
    execFileSync("sh", ["-c", command], { cwd: folder, stdio: "pipe" });
    const [certificate = "", key = ""] = ["plan.crt", "plan.key"].map((name) =>
      readFileSync(join(folder, name), "utf8"),
    );
    return { certificate, key };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
