import type { EnvironmentFile } from "./environment-file";
import type { Path, Problem } from "./report";

/** The keys that say which state it is, by type. */
const names: Readonly<Record<string, readonly string[]>> = {
  s3: ["key"],
  cloud: ["workspace"],
  http: ["address", "lockAddress", "unlockAddress"],
};

/**
 * Settings of a base that would give one state to all environments which extend it. Each finds the others' resources
 * there, and plans to destroy them. Where a pipeline reads one environment alone, no rule between them would see it.
 */
export function sharedState(type: string, file: EnvironmentFile): Problem[] {
  return (names[type] ?? [])
    .map((key): Path => ["state", key])
    .filter((path) => file.has(path) && !file.isOwn(path))
    .map((path) => ({
      path,
      wrong: "would be the state of every environment that extends this file",
      fix: path.includes("address")
        ? "write it into each of them"
        : "write it into each of them, or leave it out",
    }));
}
