import { DataAwsSsmParameter } from "@cdktf/provider-aws/lib/data-aws-ssm-parameter";
import { Fn, TerraformOutput, TerraformVariable, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import { SECRET_FORM } from "../config/secret-form";

/** What CloudFront sends and the load balancer demands, so that nobody else's distribution gets through. */
export interface OriginSecret {
  readonly headerName: string;
  /** the value that CloudFront sends: sensitive */
  readonly sent: string;
  /** every value that the load balancer accepts, one or, while the secret rotates, two: sensitive */
  readonly accepted: string[];
}

const HEADER_NAME = "x-origin-verify";

/**
 * The secret from an SSM parameter, which every later plan finds again, or from the variable
 * `origin_secret`. `new,old` is the form during a rotation: CloudFront sends the first, both are accepted.
 */
export function createOriginSecret(
  scope: Construct,
  { environment, loadBalancer }: Environment,
): OriginSecret {
  const { ssm } = loadBalancer.originSecret;
  const value = ssm === undefined ? fromVariable(scope, environment) : fromParameter(scope, environment, ssm);
  const accepted = Fn.split(",", value);
  return { headerName: HEADER_NAME, sent: Fn.element(accepted, 0), accepted };
}

function fromVariable(scope: Construct, environment: string): string {
  const variable = new TerraformVariable(scope, "origin_secret", {
    type: "string",
    description:
      "Secret header value that CloudFront sends and the load balancer demands: 32 to 128 of a-z, 0-9 and -. " +
      "While it rotates, `new,old`. Set it as TF_VAR_origin_secret.",
    sensitive: true,
    nullable: false,
    // Empty rather than absent: cdktf-cli would wait for someone to type it, in a pipeline for ever.
    default: "",
  });
  refuseMalformed(scope, environment);
  return variable.stringValue;
}

/**
 * Not the variable's own validation: Terraform prints the value that one refuses, sensitive or not. An output's
 * precondition prints none.
 */
function refuseMalformed(scope: Construct, environment: string): void {
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
        "a-z, 0-9 and -, the same at every run, or let SSM keep it. For a first deploy one is made " +
        `by ./gatehouse secret ${environment}, which prints that export, or by ` +
        `./gatehouse secret ${environment} --store ssm.`,
    },
  ]);
}

function fromParameter(scope: Construct, environment: string, name: string): string {
  const parameter = new DataAwsSsmParameter(scope, "origin_secret", {
    name,
    withDecryption: true,
    lifecycle: {
      postcondition: [
        {
          condition: wellFormed("self.value"),
          errorMessage:
            `The SSM parameter ${name} must hold 32 to 128 characters of a-z, 0-9 and -, or two such values as ` +
            `new,old. Name another under loadBalancer.originSecret.ssm, or delete it; then ` +
            `./gatehouse secret ${environment} makes one and stores it. Or take originSecret out of the file ` +
            "and export TF_VAR_origin_secret.",
        },
      ],
    },
  });
  return parameter.value;
}

function wellFormed(reference: string): string {
  const values = `split(",", ${reference})`;
  return Token.asString(
    `\${length(${values}) <= 2 && alltrue([for value in ${values} : can(regex("${SECRET_FORM}", value))])}`,
  );
}
