import { AcmCertificateValidation } from "@cdktf/provider-aws/lib/acm-certificate-validation";
import { type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { problemIf, refuse } from "./problems";

/** Properties of {@link CertificateValidation}. */
export interface CertificateValidationProps {
  /** the requested certificate */
  readonly certificateArn: string;
  /**
   * the full names of the validation records, which are then in place before the wait begins; leave them out
   * where the records are made elsewhere
   * @default - none: only waits
   */
  readonly recordFqdns?: readonly string[];
  /**
   * the provider of the certificate's region
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
  /**
   * how long to wait for ACM, as a Go duration such as `30m`
   * https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/acm_certificate_validation#timeouts
   * @default - the provider's: 75m
   */
  readonly timeout?: string;
}

const GO_DURATION = /^(\d+(\.\d+)?(ms|h|m|s))+$/;

/**
 * Waits until ACM has issued a certificate, and gives the ARN to use: what refers to it is built only once the
 * certificate is valid.
 *
 * @example
 * const validation = new CertificateValidation(this, "viewer_issued", { certificateArn: viewer.requestedArn });
 */
export class CertificateValidation extends Construct {
  /** the validated certificate's ARN (token) */
  readonly certificateArn: string;

  constructor(scope: Construct, id: string, props: CertificateValidationProps) {
    super(scope, id);
    validateProps(props);
    this.certificateArn = this.createValidation(props).certificateArn;
  }

  private createValidation({ certificateArn, recordFqdns, provider, timeout }: CertificateValidationProps) {
    return new AcmCertificateValidation(this, "Resource", {
      certificateArn,
      ...(recordFqdns === undefined ? {} : { validationRecordFqdns: [...recordFqdns] }),
      ...(provider === undefined ? {} : { provider }),
      ...(timeout === undefined ? {} : { timeouts: { create: timeout } }),
    });
  }
}

function validateProps({ timeout }: CertificateValidationProps): void {
  const valid = timeout === undefined || Token.isUnresolved(timeout) || GO_DURATION.test(timeout);
  refuse(problemIf(!valid, `\`timeout\` must be a duration such as 30m, got: ${timeout}`));
}
