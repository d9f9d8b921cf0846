import { isAbsolute } from "node:path";
import { LocalBackend } from "cdktf";
import type { Construct } from "constructs";

export interface LocalStateProps {
  /**
   * the state file, relative to the folder that Terraform runs in: an absolute path would tie the JSON to one
   * machine
   */
  readonly path: string;
}

/**
 * State in a file beside the configuration: for one person, or to try things out.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/local
 * @example
 * new LocalState(stack, { path: "../../../terraform.production.tfstate" });
 */
export class LocalState extends LocalBackend {
  constructor(scope: Construct, { path }: LocalStateProps) {
    if (path === "" || isAbsolute(path) || /^[A-Za-z]:/.test(path)) {
      throw new Error(`LocalState: \`path\` must be relative, got: ${JSON.stringify(path)}`);
    }
    super(scope, { path });
  }
}
