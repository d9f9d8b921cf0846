import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What gitlab-ci-local wants of Node 22, for Node 20. */
const UNION = `data:text/javascript,${encodeURIComponent(
  "Set.prototype.union ??= function (other) { return new Set([...this, ...other]); }",
)}`;

/** What a pipeline is begun by. */
export type Variables = Readonly<Record<string, string>>;

/** What GitLab's own schema, which gitlab-ci-local brings, says of a .gitlab-ci.yml; nothing where it is content. */
export function problemsIn(text: string): readonly string[] {
  const { status, stdout, stderr } = gitlabCiLocal(text, []);
  return status === 0 ? [] : `${stdout}${stderr}`.split("\n").filter((line) => line.includes("\u2022"));
}

/** The jobs of a pipeline in the repository team/shop, on its branch main, and how each begins. */
export function jobsOf(text: string, variables: Variables = {}): readonly string[] {
  const given = Object.entries(variables).flatMap(([name, value]) => ["--variable", `${name}=${value}`]);
  const { status, stdout, stderr } = gitlabCiLocal(text, ["--json-schema-validation=false", ...given]);
  if (status !== 0) throw new Error(stdout + stderr);
  return stdout.split("\n").flatMap((line) => {
    const [, name, when] = /^([^;]+);[^;]*;(\w+);/.exec(line) ?? [];
    return name === undefined || name === "name" ? [] : [`${name}: ${when}`];
  });
}

function gitlabCiLocal(text: string, args: readonly string[]): SpawnSyncReturns<string> {
  const folder = mkdtempSync(join(tmpdir(), "gitlab-ci-"));
  try {
    writeFileSync(join(folder, ".gitlab-ci.yml"), text);
    repository(folder);
    const command = join(dirname(require.resolve("gitlab-ci-local/package.json")), "dist", "index.js");
    return spawnSync(process.execPath, ["--import", UNION, command, "--list-csv", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...process.env, HOME: folder, NO_COLOR: "1" },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A repository on its default branch, main, with a commit. */
function repository(folder: string): void {
  const commands = [
    ["init", "--quiet", "--initial-branch=main"],
    ["remote", "add", "origin", "git@gitlab.com:team/shop.git"],
    ["add", "--all"],
    ["-c", "user.name=a", "-c", "user.email=a@example.com", "commit", "--quiet", "--message=a"],
    ["update-ref", "refs/remotes/origin/main", "HEAD"],
    ["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"],
  ];
  for (const args of commands) {
    const { status, stderr } = spawnSync("git", args, { cwd: folder, encoding: "utf8" });
    if (status !== 0) throw new Error(`git ${args.join(" ")}: ${stderr}`);
  }
}
