import { assertLocal } from "../../local/world";
import { type Finished, type RunOptions, TerraformFolder } from "../terraform";

/** Terraform against a local AWS: every command is refused where it could reach anything else. */
export class LocalTerraform extends TerraformFolder {
  override terraform(args: readonly string[], onOutput?: RunOptions["onOutput"]): Promise<Finished> {
    assertLocal(this.env);
    return super.terraform(args, onOutput);
  }

  /** The same folder with some variables of another value; `undefined` takes one out. */
  with(variables: Readonly<Record<string, string | undefined>>): LocalTerraform {
    return new LocalTerraform(this.path, { ...this.env, ...variables });
  }
}
