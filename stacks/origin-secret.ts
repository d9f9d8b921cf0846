import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Fn, TerraformOutput, TerraformVariable, Token } from "cdktf";
import type { Construct } from "constructs";

/** What CloudFront sends and the load balancer demands, so that nobody else's distribution gets through. */
export interface OriginSecret {
  readonly headerName: string;
  /** the value that CloudFront sends: sensitive */
  readonly sent: string;
  /** every value that the load balancer accepts, one or, while the secret rotates, two: sensitive */
  readonly accepted: string[];
}

const HEADER_NAME = "x-origin-verify";
/** The load balancer compares without case, so a secret has none. */
const FORM = "^[a-z0-9-]{32,128}$";

/**
 * The secret from an SSM parameter, which every later plan finds again, or from the variable
 * `origin_secret`. `new,old` is the form during a rotation: CloudFront sends the first, both are accepted.
 */
export function createOriginSecret(scope: Construct, parameterName: string | undefined): OriginSecret {
  const value = parameterName === undefined ? fromVariable(scope) : fromParameter(scope, parameterName);
  const accepted = Fn.split(",", value);
  return { headerName: HEADER_NAME, sent: Fn.element(accepted, 0), accepted };
}

function fromVariable(scope: Construct): string {
  const variable = new TerraformVariable(scope, "origin_secret", {
    type: "string",
    description:
      "Secret header value that CloudFront sends and the load balancer demands: 32 to 128 of a-z, 0-9 and -. " +
      "While it rotates, `new,old`. Set it as TF_VAR_origin_secret.",
    sensitive: true,
    nullable: false,
    // Empty rather than absent: what refuses it then is the message below, in every command alike.
    default: "",
  });
  // Not the variable's own validation: with what that refuses, Terraform prints the value, sensitive or not.
  const header = new TerraformOutput(scope, "origin_secret_header", {
    value: HEADER_NAME,
    description: "The header in which CloudFront shows the secret to the load balancer",
  });
  // An override: TerraformOutput takes a precondition and leaves it out of the JSON.
  header.addOverride("precondition", [
    {
      condition: wellFormed("var.origin_secret"),
      error_message:
        "origin_secret is missing or malformed: export TF_VAR_origin_secret with 32 to 128 characters of " +
        "a-z, 0-9 and - (one is made by: openssl rand -hex 32), the same at every run.",
    },
  ]);
  return variable.stringValue;
}

function fromParameter(scope: Construct, name: string): string {
  const parameter = new DataAwsSsmParameter(scope, "origin_secret", {
    name,
    withDecryption: true,
    lifecycle: {
      postcondition: [
        {
          condition: wellFormed("self.value"),
          errorMessage: `The SSM parameter ${name} must hold 32 to 128 characters of a-z, 0-9 and -, or two such values as new,old.`,
        },
      ],
    },
  });
  return parameter.value;
}

function wellFormed(reference: string): string {
  const values = `split(",", ${reference})`;
  return Token.asString(
    `\${length(${values}) <= 2 && alltrue([for value in ${values} : can(regex("${FORM}", value))])}`,
  );
}
