import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { PROJECT_FOLDER } from "../record/project";

/** What was run, as far as it is known before Terraform has chosen its provider. */
export function versionsOf(terraform: string): Record<string, string> {
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(PROJECT_FOLDER, "package.json"), "utf8"),
  );
  return {
    Gatehouse: `${version}, commit ${commit()}`,
    Terraform: terraform,
    Node: `${process.version} on ${platform()} ${arch()}`,
  };
}

/** The AWS provider that `terraform init` has chosen, out of `terraform version -json`. */
export function providerVersion(text: string): string {
  const selections: Readonly<Record<string, string>> = JSON.parse(text).provider_selections ?? {};
  return Object.entries(selections).find(([name]) => name.endsWith("/hashicorp/aws"))?.[1] ?? "unknown";
}

function commit(): string {
  try {
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-C", PROJECT_FOLDER, ...args], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      }).trim();
    return `${git("rev-parse", "HEAD")}${git("status", "--porcelain") === "" ? "" : ", with changes"}`;
  } catch {
    return "unknown: no git checkout";
  }
}
