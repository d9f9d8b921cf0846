import { spawnSync } from "node:child_process";

/** S3's native lock came with it, in Terraform and in OpenTofu alike. */
const OLDEST = [1, 10] as const;
export const OLDEST_TERRAFORM = OLDEST.join(".");

/** The version of a Terraform or OpenTofu; undefined where it cannot be run or says none. */
export function terraformVersion(command: string, env: NodeJS.ProcessEnv): string | undefined {
  const { error, status, stdout } = spawnSync(command, ["version", "-json"], {
    // Asking for its own version, it would ask HashiCorp for a newer one.
    env: { ...env, CHECKPOINT_DISABLE: "1" },
    encoding: "utf8",
    timeout: 60_000,
  });
  if (error !== undefined || status !== 0) {
    return undefined;
  }
  return /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
}

export function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
