import { basename } from "node:path";
import { ToolMissing } from "../../tools/missing";
import { findMoto, type Moto } from "../../tools/moto";
import { MOTO_VERSION } from "../../tools/moto-release";
import { onPath } from "../../tools/places";
import { findTerraform } from "../../tools/terraform";
import { OLDEST_TERRAFORM, terraformVersion } from "../../tools/terraform-version";
import { type Finding, fail, ok, type Surroundings, warning } from "./finding";
import { motoVersion } from "./moto-version";

const GET_TERRAFORM = `install Terraform ${OLDEST_TERRAFORM} or later: https://developer.hashicorp.com/terraform/install`;
const GET_TOFU = `install OpenTofu ${OLDEST_TERRAFORM} or later: https://opentofu.org/docs/intro/install/`;
const GET_MOTO = `pip install 'moto[server]==${MOTO_VERSION}'`;

/** A doctor looks and fetches nothing. */
function withoutFetching(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, GATEHOUSE_OFFLINE: "1" };
}

/** Terraform, or what TERRAFORM_BINARY_NAME names in its place: cdktf-cli runs that. */
export async function checkTerraform({ env }: Surroundings): Promise<Finding> {
  const named = env.TERRAFORM_BINARY_NAME;
  const check = productOf(named || "terraform");
  const get = check === "OpenTofu" ? GET_TOFU : GET_TERRAFORM;
  try {
    const { command, version, source } = await findTerraform({ env: withoutFetching(env) });
    switch (source) {
      case "TERRAFORM_BINARY_NAME":
        return ok(check, `${version} (TERRAFORM_BINARY_NAME=${named})`);
      case "PATH":
        return ok(check, `${version} (${command})`);
      case "fetched":
        return warning(
          check,
          `${version} (${command}), which npm start runs; npx cdktf finds none that it can use`,
          `export TERRAFORM_BINARY_NAME=${command}`,
        );
    }
  } catch (error) {
    if (!(error instanceof ToolMissing)) throw error;
  }
  if (named) {
    const found = terraformVersion(named, env);
    const wrong = found === undefined ? "cannot be run" : `is ${found}, needs ${OLDEST_TERRAFORM}`;
    return fail(check, `TERRAFORM_BINARY_NAME=${named} ${wrong}`, get);
  }
  const path = onPath("terraform", env);
  const tofu = onPath("tofu", env);
  const mend =
    tofu === undefined
      ? `${GET_TERRAFORM}; npm start fetches one for itself`
      : "export TERRAFORM_BINARY_NAME=tofu";
  return fail(check, path === undefined ? "not on PATH" : tooOld(path, terraformVersion(path, env)), mend);
}

function productOf(command: string): "OpenTofu" | "Terraform" {
  return basename(command).includes("tofu") ? "OpenTofu" : "Terraform";
}

function tooOld(path: string, version: string | undefined): string {
  return version === undefined ? `${path} cannot be run` : `${version} (${path}), needs ${OLDEST_TERRAFORM}`;
}

/** moto: the local AWS alone needs it. */
export async function checkMoto({ env }: Surroundings): Promise<Finding> {
  const check = "moto_server";
  const moto = await motoOf(env);
  if (moto === undefined) {
    const seen = "not on PATH: the local AWS needs it, AWS itself does not";
    return warning(check, seen, `npm start fetches it, or ${GET_MOTO}`);
  }
  const { command, source } = moto;
  if (source === "image") {
    return ok(check, `${MOTO_VERSION} (moto's image, by ${command})`);
  }
  const version = await motoVersion(command, env);
  return version === MOTO_VERSION
    ? ok(check, `${version} (${command})`)
    : warning(check, `${version ?? "version unknown"} (${command}), tested with ${MOTO_VERSION}`, GET_MOTO);
}

async function motoOf(env: NodeJS.ProcessEnv): Promise<Moto | undefined> {
  try {
    return await findMoto({ env: withoutFetching(env) });
  } catch (error) {
    if (error instanceof ToolMissing) return undefined;
    throw error;
  }
}
