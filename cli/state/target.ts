import { BadInput } from "../../config/bad-input";
import type { Environment } from "../../config/environment";
import { ownStateKey } from "../../stacks/state-stack";
import { maskAccount } from "../aws/mask";
import { GATEHOUSE } from "../installation";
import { Refused } from "../refused";

/** The bucket that an environment's file asks for. */
export interface Target {
  readonly environment: Environment;
  readonly bucket: string;
  readonly region: string;
  /** undefined: whatever the bucket has, else SSE-S3 */
  readonly kmsKeyId: string | undefined;
}

/**
 * @throws BadInput where the file has no bucket
 * @throws Refused where the bucket is for somebody else to make
 */
export function targetOf(environment: Environment): Target {
  const { state, environment: name, project } = environment;
  if (state.type !== "s3") {
    throw new BadInput([
      `state init: environments/${name}.yaml has no bucket: found state: { type: ${state.type} }; ` +
        `write state: { type: s3, bucket: ${project}-terraform-state }, the bucket's name being one that nobody in the world has`,
    ]);
  }
  const { bucket, region, key, kmsKeyId, roleArn } = state;
  if (key === ownStateKey(bucket)) {
    throw new BadInput([
      `state init: environments/${name}.yaml: state.key: found ${key}, where the bucket keeps its own state; leave it out, or write another`,
    ]);
  }
  if (roleArn !== undefined) {
    const [, , , , account = ""] = roleArn.split(":");
    throw new Refused(
      `environments/${name}.yaml reaches the bucket ${bucket} by state.roleArn, so that it is for account ${maskAccount(account)} to make: ` +
        `run ${GATEHOUSE} state init there, with that account's credentials and an environment file whose state has no roleArn`,
    );
  }
  return { environment, bucket, region, kmsKeyId };
}
