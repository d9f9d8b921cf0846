import { DataTerraformRemoteState, TerraformBackend } from "cdktf";
import type { Construct } from "constructs";

export interface CloudStateProps {
  /** the organization that holds the workspace */
  readonly organization: string;
  /** the workspace: one for each stack; `terraform init` makes it where there is none */
  readonly workspace: string;
  /**
   * the host of Terraform Enterprise, or of another region of HCP Terraform
   *
   * @default "app.terraform.io"
   */
  readonly hostname?: string;
}

/**
 * State in a workspace of HCP Terraform or Terraform Enterprise, which also locks it. Who may write it is known by
 * `terraform login`, or by a variable `TF_TOKEN_<host>`.
 *
 * @see https://developer.hashicorp.com/terraform/cli/cloud/settings
 * @example
 * new CloudState(stack, { organization: "shop", workspace: "shop-production" });
 */
export class CloudState extends TerraformBackend {
  private readonly settings: Required<CloudStateProps>;

  // CDKTF's own CloudBackend runs `terraform version` at every synth, and fails where there is no Terraform.
  constructor(scope: Construct, { hostname = "app.terraform.io", ...props }: CloudStateProps) {
    const settings = { hostname, ...props };
    refuse(settings);
    super(scope, "backend", "cloud");
    this.settings = settings;
  }

  /** A `cloud` block stands beside `backend` blocks, not among them. */
  override toTerraform(): { [name: string]: unknown } {
    return { terraform: { cloud: super.toTerraform().terraform.backend.cloud } };
  }

  override toHclTerraform(): { [name: string]: unknown } {
    return { terraform: { cloud: super.toHclTerraform().terraform.backend.cloud } };
  }

  /** What cdktf-cli shows the runs by. */
  override toMetadata(): { [name: string]: unknown } {
    return { ...super.toMetadata(), cloud: this.settings.hostname === "app.terraform.io" ? "tfc" : "tfe" };
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    const { organization, workspace, hostname } = this.settings;
    return { organization, hostname, workspaces: { name: workspace } };
  }

  protected override synthesizeHclAttributes(): { [name: string]: unknown } {
    const { organization, workspace, hostname } = this.settings;
    const name = { value: workspace, type: "simple", storageClassType: "string" };
    const workspaces = { value: { name }, isBlock: true, type: "map", storageClassType: "stringmap" };
    return { organization, hostname, workspaces };
  }

  /** Reads the outputs of the workspace from another stack. */
  override getRemoteStateDataSource(scope: Construct, name: string): DataTerraformRemoteState {
    const { organization, workspace, hostname } = this.settings;
    return new DataTerraformRemoteState(scope, name, {
      organization,
      hostname,
      workspaces: { name: workspace },
    });
  }
}

/** The block takes no reference: Terraform reads it before anything else. */
function refuse({ organization, workspace, hostname }: Required<CloudStateProps>): void {
  const problems = [
    ...(/^[A-Za-z0-9_-]{1,40}$/.test(organization)
      ? []
      : [`\`organization\` must be letters, digits, - and _, got: ${JSON.stringify(organization)}`]),
    ...(/^[A-Za-z0-9_-]{1,90}$/.test(workspace)
      ? []
      : [`\`workspace\` must be letters, digits, - and _, got: ${JSON.stringify(workspace)}`]),
    ...(/^[a-z0-9.-]+(:[0-9]+)?$/.test(hostname)
      ? []
      : [`\`hostname\` must be a host alone, got: ${JSON.stringify(hostname)}`]),
  ];
  if (problems.length > 0) {
    throw new Error(`CloudState:\n  ${problems.join("\n  ")}`);
  }
}
