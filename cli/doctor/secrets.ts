import type { Environment } from "../../config/environment";
import { ParameterStore } from "../secret/parameter-store";
import { needsOriginSecret, parameterProblem, type SecretProblem, variableProblem } from "../secret/problem";
import type { AccountChecked } from "./account";
import { type Finding, fail, ok, type Surroundings, skipped, warning } from "./finding";

/** Whether each environment that needs an origin secret would find it. */
export async function checkSecrets(
  surroundings: Surroundings,
  environments: readonly Environment[],
  caller: AccountChecked["caller"],
): Promise<Finding[]> {
  const findings = [];
  for (const environment of environments.filter(needsOriginSecret)) {
    findings.push(await checkSecret(surroundings, environment, caller));
  }
  return findings;
}

async function checkSecret(
  { env }: Surroundings,
  environment: Environment,
  caller: AccountChecked["caller"],
): Promise<Finding> {
  const check = `secret of ${environment.environment}`;
  const { originSecret } = environment.loadBalancer;
  if (originSecret.ssm === undefined) {
    return verdict(check, "TF_VAR_origin_secret", variableProblem(environment, env));
  }
  const where = `SSM parameter ${originSecret.ssm}`;
  if (caller === undefined) {
    return skipped(check, `${where}: no credentials that AWS takes`);
  }
  if (environment.accountId !== undefined && environment.accountId !== caller.account) {
    return skipped(check, `${where}: the credentials are of another account`);
  }
  const store = new ParameterStore(environment.region, caller.credentials, env);
  try {
    return verdict(check, where, await parameterProblem(environment, originSecret.ssm, store));
  } catch (error) {
    return skipped(check, `${where}: ${error instanceof Error ? error.name : error}`);
  } finally {
    store.destroy();
  }
}

/** Before a first deploy there is none yet; one that is there and no good stops every plan. */
function verdict(check: string, where: string, problem: SecretProblem | undefined): Finding {
  if (problem === undefined) {
    return ok(check, `${where}, well formed`);
  }
  return (problem.missing ? warning : fail)(check, problem.wrong, problem.fix);
}
