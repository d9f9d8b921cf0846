import { spawnSync } from "node:child_process";

/** S3's native lock came with it. */
const OLDEST = [1, 10] as const;
const HOW_TO_GET = "https://developer.hashicorp.com/terraform/install";

/**
 * The Terraform that cdktf-cli will run.
 *
 * @throws when there is none, or one that is too old, in one line that says what to do
 */
export function requireTerraform(env: NodeJS.ProcessEnv = process.env): void {
  const binary = env.TERRAFORM_BINARY_NAME ?? "terraform";
  const { error, status, stdout } = spawnSync(binary, ["version", "-json"], { env, encoding: "utf8" });
  if (error !== undefined || status !== 0) {
    throw new Error(
      `${binary} is not on PATH: install Terraform ${OLDEST.join(".")} or later, ${HOW_TO_GET}`,
    );
  }
  const version = versionOf(stdout);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1])) {
    throw new Error(`${binary} is version ${version}: install ${OLDEST.join(".")} or later, ${HOW_TO_GET}`);
  }
}

function versionOf(json: string): string {
  const { terraform_version }: { terraform_version?: string } = JSON.parse(json);
  return terraform_version ?? "unknown";
}
