import { join } from "node:path";
import { BadInput } from "../config/bad-input";
import type { Environment } from "../config/environment";
import { isOriginSecret } from "../config/secret-form";
import { newSecret } from "../local/origin-secret";
import { accountFor } from "./aws/account";
import { findCredentials } from "./aws/credentials";
import { maskAccount } from "./aws/mask";
import { explain } from "./ended";
import { environmentNamed } from "./environment-named";
import { EXIT } from "./exit-codes";
import { GATEHOUSE, PROJECT } from "./installation";
import { Refused } from "./refused";
import { type Asked, readArguments, type Step } from "./secret/arguments";
import { usualParameter } from "./secret/parameter-name";
import { ParameterStore } from "./secret/parameter-store";
import { needsOriginSecret } from "./secret/problem";
import { LENGTH, rotated } from "./secret/rotation";

/** Where the command finds things. */
export interface Where {
  /** the folder of the environment files @default - that of the checkout */
  readonly folder?: string;
  /** @default process.env */
  readonly env?: NodeJS.ProcessEnv;
}

/** What comes after a step. */
function nextStep(step: Step, environment: string): string {
  const command = `${GATEHOUSE} secret ${environment} --rotate`;
  switch (step) {
    case "make":
      return "deploy";
    case "accept":
      return `deploy, and the load balancer accepts both; then ${command} --switch`;
    case "switch":
      return `deploy, and CloudFront sends the new one; then ${command} --finish`;
    case "finish":
      return "deploy, and the old one is worth nothing";
  }
}

/**
 * `secret`: makes what CloudFront shows the load balancer, and stores it in SSM or prints the line that exports it.
 * Standard output has that line alone; everything else goes to standard error.
 */
export async function run(
  args: readonly string[],
  { folder = join(PROJECT, "environments"), env = process.env }: Where = {},
): Promise<number> {
  try {
    const asked = readArguments(args);
    const environment = environmentOf(asked, folder);
    const parameter = parameterOf(asked, environment);
    if (parameter === undefined) {
      printVariable(environment, asked.step, env);
    } else {
      await store(environment, asked.step, parameter, env);
    }
    return EXIT.done;
  } catch (error) {
    return explain("secret", error);
  }
}

function environmentOf({ name }: Asked, folder: string): Environment {
  const environment = environmentNamed("secret", name, folder);
  if (!needsOriginSecret(environment)) {
    throw new BadInput([
      `secret: environment ${name} needs no secret: its load balancer's exposure is ${environment.loadBalancer.exposure}, only cloudfront has one`,
    ]);
  }
  return environment;
}

/** The SSM parameter that keeps the secret; undefined where it comes as a variable. */
function parameterOf({ store, parameter }: Asked, environment: Environment): string | undefined {
  const { ssm } = environment.loadBalancer.originSecret;
  if (ssm !== undefined && parameter !== undefined && ssm !== parameter) {
    throw new BadInput([
      `secret: environments/${environment.environment}.yaml reads ${ssm}, found --parameter ${parameter}; leave the option out, or change the file`,
    ]);
  }
  return parameter ?? ssm ?? (store ? usualParameter(environment) : undefined);
}

function printVariable({ environment }: Environment, step: Step, env: NodeJS.ProcessEnv): void {
  const { TF_VAR_origin_secret: current = "" } = env;
  if (step === "make" && isOriginSecret(current)) {
    throw new Refused(
      "TF_VAR_origin_secret holds a secret already, and another would lock CloudFront out of what is deployed with it: " +
        `unset TF_VAR_origin_secret for a first deploy, or ${GATEHOUSE} secret ${environment} --rotate`,
    );
  }
  if (step !== "make" && !isOriginSecret(current)) {
    throw new BadInput([
      "secret: a rotation begins with the secret that is deployed; export it as TF_VAR_origin_secret",
    ]);
  }
  const value = step === "make" ? newSecret(LENGTH) : rotated(step, current);
  console.log(`export TF_VAR_origin_secret=${value}`);
  console.error(
    `secret: of environment ${environment}. Keep it as you keep a password: every plan, deploy and destroy needs the same. ` +
      `It is set by eval "$(${GATEHOUSE} secret ...)". Next: ${nextStep(step, environment)}`,
  );
}

async function store(
  environment: Environment,
  step: Step,
  parameter: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const credentials = await findCredentials(env);
  const account = await accountFor(environment, credentials, env);
  const parameters = new ParameterStore(environment.region, credentials, env);
  try {
    await (step === "make"
      ? make(parameters, environment, parameter, env)
      : rotate(parameters, step, parameter));
  } finally {
    parameters.destroy();
  }
  const { ssm } = environment.loadBalancer.originSecret;
  const line = `loadBalancer: { originSecret: { ssm: ${parameter} } }`;
  const first =
    ssm === undefined ? `write into environments/${environment.environment}.yaml ${line}; then ` : "";
  console.error(`secret: stored in ${parameter}, ${environment.region}, account ${maskAccount(account)}`);
  console.error(`Next: ${first}${nextStep(step, environment.environment)}`);
}

/** One that is exported may be deployed already: it moves to SSM, so that nothing changes for CloudFront. */
async function make(
  parameters: ParameterStore,
  { project, environment }: Environment,
  parameter: string,
  { TF_VAR_origin_secret: exported = "" }: NodeJS.ProcessEnv,
): Promise<void> {
  const description = `Origin secret of ${project} ${environment}: what CloudFront shows the load balancer`;
  const moved = isOriginSecret(exported);
  if (!(await parameters.create(parameter, moved ? exported : newSecret(LENGTH), description))) {
    throw new Refused(
      `${parameter} is there already, and stays: a deploy reads it. To change it: ${GATEHOUSE} secret ${environment} --rotate`,
    );
  }
  if (moved) {
    console.error(
      "secret: it is the one of TF_VAR_origin_secret, so that what was deployed with it goes on; unset that for another",
    );
  }
}

async function rotate(
  parameters: ParameterStore,
  step: Exclude<Step, "make">,
  parameter: string,
): Promise<void> {
  const stored = await parameters.read(parameter);
  if (stored === undefined) {
    throw new Refused(`there is no parameter ${parameter} to rotate: leave --rotate out to make it`);
  }
  if (!stored.secure || !isOriginSecret(stored.value)) {
    throw new Refused(
      `${parameter} is no SecureString with an origin secret: it stays as it is, name another`,
    );
  }
  const before = stored.version > 1 ? await parameters.read(parameter, stored.version - 1) : undefined;
  await parameters.replace(parameter, rotated(step, stored.value, before?.value));
}
