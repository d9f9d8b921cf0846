import type { Environment } from "../../config/environment";
import { isOriginSecret } from "../../config/secret-form";
import { findCredentials } from "../aws/credentials";
import { GATEHOUSE } from "../installation";
import { ParameterStore } from "./parameter-store";

/** Why a plan would not find its origin secret. */
export interface SecretProblem {
  readonly wrong: string;
  /** the command that mends it */
  readonly fix: string;
  /** nothing is there at all, as before a first deploy */
  readonly missing: boolean;
}

const FORM = "32 to 128 characters of a-z, 0-9 and -";

/** Whether CloudFront shows the load balancer of this environment a secret. */
export function needsOriginSecret({ loadBalancer }: Environment): boolean {
  return loadBalancer.exposure === "cloudfront";
}

/**
 * What to tell whoever plans this environment about its origin secret; undefined where it is there, or not needed.
 * Where it lies in SSM, the parameter is read.
 *
 * @throws where SSM has to be asked and cannot be
 */
export async function originSecretProblem(
  environment: Environment,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | undefined> {
  if (!needsOriginSecret(environment)) {
    return undefined;
  }
  const problem = await problemOf(environment, env);
  return problem && `environment ${environment.environment}: ${problem.wrong}; ${problem.fix}`;
}

async function problemOf(
  environment: Environment,
  env: NodeJS.ProcessEnv,
): Promise<SecretProblem | undefined> {
  const name = environment.loadBalancer.originSecret.ssm;
  if (name === undefined) {
    return variableProblem(environment, env);
  }
  const store = new ParameterStore(environment.region, await findCredentials(env), env);
  try {
    return await parameterProblem(environment, name, store);
  } finally {
    store.destroy();
  }
}

/** The problem of a secret that comes as a variable. */
export function variableProblem(
  { environment }: Environment,
  { TF_VAR_origin_secret: value = "" }: NodeJS.ProcessEnv,
): SecretProblem | undefined {
  if (isOriginSecret(value)) {
    return undefined;
  }
  const missing = value === "";
  return {
    wrong: missing
      ? "TF_VAR_origin_secret is not set"
      : `TF_VAR_origin_secret is malformed: it takes ${FORM}, or two such values as old,new`,
    fix:
      "export the one that it was deployed with; before a first deploy, " +
      `eval "$(${GATEHOUSE} secret ${environment})" makes one, or, for SSM to keep it, ` +
      `${GATEHOUSE} secret ${environment} --store ssm`,
    missing,
  };
}

/** What to do where the parameter that the file names is not there. */
function mendMissing(environment: string): string {
  return (
    `${GATEHOUSE} secret ${environment} makes one and stores it there; or take loadBalancer.originSecret out of ` +
    `the file, and eval "$(${GATEHOUSE} secret ${environment})" sets TF_VAR_origin_secret`
  );
}

/** What to do where Terraform has said that the parameter is not there, for it says no more; undefined elsewhere. */
export function hintOn(terraformSays: string, environment: string): string | undefined {
  return /couldn't find resource[\s│]+with data\.aws_ssm_parameter\.origin_secret,/.test(terraformSays)
    ? mendMissing(environment)
    : undefined;
}

/** The problem of a secret that lies in SSM. */
export async function parameterProblem(
  { environment }: Environment,
  name: string,
  store: ParameterStore,
): Promise<SecretProblem | undefined> {
  const stored = await store.read(name);
  if (stored === undefined) {
    return { wrong: `there is no SSM parameter ${name}`, fix: mendMissing(environment), missing: true };
  }
  return isOriginSecret(stored.value)
    ? undefined
    : {
        wrong: `the SSM parameter ${name} does not hold ${FORM}`,
        fix: `name another under loadBalancer.originSecret.ssm, or delete it; then ${GATEHOUSE} secret ${environment}`,
        missing: false,
      };
}
