import { LocalBackend, S3Backend, TerraformBackend } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";

type State = Environment["state"];

/**
 * A backend block with nothing in it: the pipeline gives the rest with `-backend-config`.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend#partial-configuration
 */
class PartialBackend extends TerraformBackend {
  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {};
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return {};
  }

  /** @throws always: whoever configures the state is the only one who can say where it is */
  public override getRemoteStateDataSource(): never {
    throw new Error(
      "state of type `pipeline` is configured outside: no other stack can read it by reference",
    );
  }
}

/** Where Terraform keeps the state of the stack `scope`. */
export function createStateBackend(scope: Construct, state: State, environment: string): TerraformBackend {
  switch (state.type) {
    case "local":
      return new LocalBackend(scope, { path: localStatePath(environment) });
    case "s3":
      return createS3Backend(scope, state);
    case "pipeline":
      return new PartialBackend(scope, "backend", state.backend);
  }
}

/**
 * Three levels up from `cdktf.out/stacks/<environment>` is the checkout: the state outlives a removed
 * `cdktf.out`, and no path of one machine stands in the JSON.
 */
function localStatePath(environment: string): string {
  return `../../../terraform.${environment}.tfstate`;
}

function createS3Backend(scope: Construct, state: Extract<State, { type: "s3" }>): TerraformBackend {
  const { bucket, region, key, kmsKeyId, roleArn } = state;
  const backend = new S3Backend(scope, {
    bucket,
    region,
    key,
    encrypt: true,
    kmsKeyId,
    assumeRole: roleArn === undefined ? undefined : { roleArn },
  });
  // S3's own lock: a second writer is refused by a conditional write, no DynamoDB table.
  backend.addOverride("use_lockfile", true);
  return backend;
}
