import { chmodSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { withLock } from "../local/lock";
import { download } from "./download";
import { messageOf } from "./failure";
import { ToolMissing } from "./missing";
import {
  isOffline,
  onPath,
  openToolsFolder,
  shown,
  toolsFolder,
  type Where,
  withoutCredentials,
} from "./places";
import {
  TERRAFORM_RELEASE,
  TERRAFORM_RELEASES_URL,
  type TerraformRelease,
  terraformPlatform,
} from "./terraform-release";
import { isRecent, OLDEST_TERRAFORM, terraformVersion } from "./terraform-version";
import { unzipEntry } from "./unzip";

const HOW_TO_GET = `install Terraform ${OLDEST_TERRAFORM} or later, https://developer.hashicorp.com/terraform/install`;

/** A Terraform, or an OpenTofu, that is recent enough. */
export interface Terraform {
  /** absolute path, or a name that PATH leads to */
  readonly command: string;
  readonly version: string;
  readonly source: "TERRAFORM_BINARY_NAME" | "PATH" | "fetched";
}

export interface TerraformOptions extends Where {
  /** what is fetched @default TERRAFORM_RELEASE */
  readonly release?: TerraformRelease;
  /** how long nothing may come of what is fetched, in seconds @default 30 */
  readonly idleSeconds?: number;
}

/**
 * The Terraform to run: the one that `TERRAFORM_BINARY_NAME` names, else the one on PATH, else the one of the
 * ignored folder of tools, which is fetched where it is missing.
 *
 * @throws ToolMissing where there is none and none can be fetched
 * @example
 * const { command } = await findTerraform({ say: console.log });
 */
export async function findTerraform(options: TerraformOptions = {}): Promise<Terraform> {
  const { env = process.env, say = () => {} } = options;
  if (env.TERRAFORM_BINARY_NAME) {
    return named(env.TERRAFORM_BINARY_NAME, env);
  }
  const command = onPath("terraform", env);
  const version = command === undefined ? undefined : terraformVersion(command, env);
  if (command !== undefined && version !== undefined && isRecent(version)) {
    return { command, version, source: "PATH" };
  }
  const problem = command === undefined ? "there is no terraform on PATH" : tooOld(command, version);
  const release = options.release ?? TERRAFORM_RELEASE;
  const fetched = fetchedTerraform(env, release);
  if (fetched !== undefined) {
    return fetched;
  }
  if (command !== undefined) {
    say(problem);
  }
  if (isOffline(env)) {
    throw new ToolMissing(`${problem}, and GATEHOUSE_OFFLINE forbids to fetch one: ${HOW_TO_GET}`);
  }
  return fetchTerraform({ ...options, env, say, release });
}

/** The Terraform that an earlier run fetched. */
export function fetchedTerraform(
  env: NodeJS.ProcessEnv = process.env,
  release: TerraformRelease = TERRAFORM_RELEASE,
): Terraform | undefined {
  const command = join(toolsFolder(env), `terraform-${release.version}`, binary());
  const version = existsSync(command) ? terraformVersion(command, env) : undefined;
  return version === undefined ? undefined : { command, version, source: "fetched" };
}

function named(name: string, env: NodeJS.ProcessEnv): Terraform {
  // Terraform is run in several folders: a path must mean the same in each.
  const command = /[\\/]/.test(name) ? resolve(name) : name;
  const version = terraformVersion(command, env);
  if (version === undefined || !isRecent(version)) {
    const problem = version === undefined ? `${name} cannot be run` : tooOld(name, version);
    throw new ToolMissing(`TERRAFORM_BINARY_NAME: ${problem}: ${HOW_TO_GET}`);
  }
  return { command, version, source: "TERRAFORM_BINARY_NAME" };
}

function tooOld(command: string, version: string | undefined): string {
  return version === undefined
    ? `${command} cannot be run`
    : `${command} is version ${version}, older than ${OLDEST_TERRAFORM}`;
}

async function fetchTerraform(
  options: TerraformOptions & Required<Pick<TerraformOptions, "env" | "say" | "release">>,
): Promise<Terraform> {
  const { env, release } = options;
  const platform = terraformPlatform();
  const sha256 = release.sha256[platform];
  if (sha256 === undefined) {
    throw new ToolMissing(
      `there is no Terraform ${release.version} known for ${platform} here: ${HOW_TO_GET}`,
    );
  }
  const folder = join(openToolsFolder(env), `terraform-${release.version}`);
  return withLock(`${folder}.lock`, async () => {
    // Another run may have fetched it meanwhile.
    const fetched = fetchedTerraform(env, release);
    if (fetched !== undefined) {
      return fetched;
    }
    const base = (env.GATEHOUSE_MIRROR || TERRAFORM_RELEASES_URL).replace(/\/+$/, "");
    const url = `${base}/terraform/${release.version}/terraform_${release.version}_${platform}.zip`;
    try {
      return await install({ ...options, url, sha256, folder });
    } catch (error) {
      throw new ToolMissing(
        `cannot fetch Terraform ${release.version} from ${withoutCredentials(url)}: ${messageOf(error)}; ${HOW_TO_GET}`,
      );
    }
  });
}

interface Install extends TerraformOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (line: string) => void;
  readonly release: TerraformRelease;
  readonly url: string;
  readonly sha256: string;
  readonly folder: string;
}

/** The folder appears whole or not at all: it is made beside its place and renamed. */
async function install(options: Install): Promise<Terraform> {
  const { env, say, wait = () => {}, release, url, sha256, folder, idleSeconds } = options;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  try {
    const zip = join(partial, "terraform.zip");
    const onStart = (bytes: number | undefined) => {
      const size = bytes === undefined ? "" : ` (${megabytes(bytes)} MB)`;
      say(
        `fetching Terraform ${release.version}${size} from ${withoutCredentials(url)} to ${shown(folder)} ...`,
      );
    };
    const onProgress = (bytes: number, size: number | undefined) =>
      wait(`fetching Terraform: ${megabytes(bytes)}${size === undefined ? "" : ` of ${megabytes(size)}`} MB`);
    await download({
      ...{ url: new URL(url), to: zip, sha256, env, onStart, onProgress },
      ...(idleSeconds && { idleSeconds }),
    });
    wait("unpacking Terraform");
    await unzipEntry(zip, binary(), join(partial, binary()));
    rmSync(zip);
    chmodSync(join(partial, binary()), 0o755);
    const version = terraformVersion(join(partial, binary()), env);
    if (version === undefined) {
      throw new Error("it cannot be run on this machine");
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
    say(`fetched Terraform ${version}`);
    return { command: join(folder, binary()), version, source: "fetched" };
  } finally {
    wait(undefined);
    rmSync(partial, { recursive: true, force: true });
  }
}

function megabytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1e6));
}

function binary(): string {
  return process.platform === "win32" ? "terraform.exe" : "terraform";
}
