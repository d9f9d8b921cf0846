import type { TerraformBackend } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { CloudState } from "../modules/state/cloud-state";
import { HttpState } from "../modules/state/http-state";
import { LocalState } from "../modules/state/local-state";
import { PipelineState } from "../modules/state/pipeline-state";
import { S3State } from "../modules/state/s3-state";

/** Where Terraform keeps the state of the stack `scope`: a local one is named after `environment`. */
export function createStateBackend(
  scope: Construct,
  { state, environment }: Pick<Environment, "state" | "environment">,
): TerraformBackend {
  switch (state.type) {
    case "local":
      return new LocalState(scope, { path: localStatePath(environment) });
    case "s3":
      return new S3State(scope, state);
    case "cloud":
      return new CloudState(scope, state);
    case "http":
      return new HttpState(scope, state);
    case "pipeline":
      return new PipelineState(scope, state);
  }
}

/**
 * Three levels up from `cdktf.out/stacks/<environment>` is the checkout: the state outlives a removed
 * `cdktf.out`, and no path of one machine stands in the JSON.
 */
function localStatePath(environment: string): string {
  return `../../../terraform.${environment}.tfstate`;
}
