import { TerraformBackend } from "cdktf";
import type { Construct } from "constructs";

/** Kinds of backend that take their settings from the command line. */
export type PipelineBackend = "s3" | "gcs" | "azurerm" | "http";

export interface PipelineStateProps {
  /** the kind of backend that the pipeline configures */
  readonly backend: PipelineBackend;
}

/**
 * A backend block with nothing in it: the pipeline says where the state is, by `-backend-config`.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend#partial-configuration
 * @example
 * new PipelineState(stack, { backend: "s3" });
 */
export class PipelineState extends TerraformBackend {
  constructor(scope: Construct, { backend }: PipelineStateProps) {
    super(scope, "backend", backend);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return {};
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    return {};
  }

  /** @throws always: whoever configures the state is the only one who can say where it is */
  override getRemoteStateDataSource(): never {
    throw new Error("PipelineState is configured outside: no other stack can read it by reference");
  }
}
