import { AcmCertificate } from "@cdktf/provider-aws/lib/acm-certificate";
import { Fn, forExpression, type TerraformProvider, Token } from "cdktf";
import { Construct } from "constructs";
import { CertificateValidation } from "./certificate-validation";
import { baseName, certificateNameProblem, distinctValidationNames } from "./names";
import { problemIf, refuse } from "./problems";
import type { ValidationRecords } from "./validation-records";

/** Properties of {@link Certificate}. */
export interface CertificateProps {
  /**
   * the host names: the first is the certificate's domain name and has at most 64 characters, the order of the
   * others is of no consequence; 1 to 100, distinct
   * https://docs.aws.amazon.com/acm/latest/APIReference/API_RequestCertificate.html
   */
  readonly names: readonly string[];
  /**
   * the provider of the region that uses the certificate: CloudFront takes certificates from us-east-1 only
   * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html
   * @default - the stack's default provider
   */
  readonly provider?: TerraformProvider;
  /** @default - the provider's default tags alone */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How to wait for a certificate. */
export interface AwaitIssueOptions {
  /**
   * the records that answer ACM
   * @default - none: they are made elsewhere
   */
  readonly records?: ValidationRecords;
  /**
   * how long to wait, as a Go duration such as `30m`
   * @default - the provider's: 75m
   */
  readonly timeout?: string;
}

/** The record that proves to ACM who has a name; all tokens, known once the certificate is requested. */
export interface ValidationRecord {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

const MAX_NAMES = 100;
const MAX_DOMAIN_NAME_LENGTH = 64;

/**
 * A certificate requested from ACM and validated by DNS. It is replaced, the new one first, when its names
 * change. Requesting and waiting are two steps, since the records that answer ACM stand between them.
 *
 * @example
 * const viewer = new Certificate(this, "viewer", { names: ["example.com"], provider: usEast1 });
 * const records = new ValidationRecords(this, "validation", { zoneId: zone.zoneId, certificates: [viewer] });
 * const arn = viewer.awaitIssue({ records });
 */
export class Certificate extends Construct {
  /** the requested certificate's ARN (token); it may not be valid yet: use what {@link awaitIssue} returns */
  readonly requestedArn: string;
  /** the names, the domain name first, the others sorted */
  readonly names: readonly string[];
  private readonly certificate: AcmCertificate;
  private readonly provider: TerraformProvider | undefined;
  private validation: CertificateValidation | undefined;

  constructor(scope: Construct, id: string, props: CertificateProps) {
    super(scope, id);
    validateProps(props);
    const [domainName = "", ...alternatives] = props.names;
    this.names = [domainName, ...alternatives.sort()];
    this.provider = props.provider;
    this.certificate = this.requestCertificate(props);
    this.requestedArn = this.certificate.arn;
  }

  /** The names that need a validation record, sorted: a wildcard shares that of its base. */
  get validationNames(): string[] {
    return distinctValidationNames(this.names);
  }

  /**
   * The record that validates a name, or its wildcard.
   * @throws when the certificate does not have the name
   */
  validationRecord(name: string): ValidationRecord {
    const base = baseName(name);
    const option = [base, `*.${base}`].find((candidate) => this.names.includes(candidate));
    if (option === undefined) {
      throw new Error(`\`name\` must be one of the certificate's (${this.names.join(", ")}), got: ${name}`);
    }
    return {
      name: this.validationOption(option, "resource_record_name"),
      type: this.validationOption(option, "resource_record_type"),
      value: this.validationOption(option, "resource_record_value"),
    };
  }

  /**
   * Waits for ACM to issue the certificate and returns the validated ARN, the one to use. A second call returns
   * the same.
   */
  awaitIssue({ records, timeout }: AwaitIssueOptions = {}): string {
    // inside the certificate's own resource, so that both have the same Terraform name
    this.validation ??= new CertificateValidation(this.certificate, "Resource", {
      certificateArn: this.requestedArn,
      ...(records === undefined ? {} : { recordFqdns: records.fqdnsOf(this.names) }),
      ...(this.provider === undefined ? {} : { provider: this.provider }),
      ...(timeout === undefined ? {} : { timeout }),
    });
    return this.validation.certificateArn;
  }

  private requestCertificate({ provider, tags }: CertificateProps): AcmCertificate {
    const [domainName, ...alternatives] = this.names;
    return new AcmCertificate(this, "Resource", {
      domainName,
      validationMethod: "DNS",
      ...(alternatives.length === 0 ? {} : { subjectAlternativeNames: alternatives }),
      ...(provider === undefined ? {} : { provider }),
      ...(tags === undefined ? {} : { tags: { ...tags } }),
      lifecycle: { createBeforeDestroy: true },
    });
  }

  /** Terraform holds the options as a set: an element has no position, only its domain name. */
  private validationOption(domainName: string, attribute: string): string {
    const options = this.certificate.interpolationForAttribute("domain_validation_options");
    const values = forExpression(
      options,
      `val.${attribute} if val.domain_name == ${JSON.stringify(domainName)}`,
    );
    return Token.asString(Fn.one(Token.asList(values)));
  }
}

function validateProps({ names }: CertificateProps): void {
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const first = names[0] ?? "";
  const firstFits = Token.isUnresolved(first) || first.length <= MAX_DOMAIN_NAME_LENGTH;
  refuse([
    ...problemIf(
      names.length < 1 || names.length > MAX_NAMES,
      `\`names\` must hold 1 to ${MAX_NAMES} names, got: ${names.length}`,
    ),
    ...names.flatMap((name) => certificateNameProblem(name) ?? []).map((problem) => `\`names\` ${problem}`),
    ...problemIf(twice.length > 0, `\`names\` must be distinct, got twice: ${twice.join(", ")}`),
    ...problemIf(
      !firstFits,
      `\`names\` must begin with one of at most ${MAX_DOMAIN_NAME_LENGTH} characters, got: ${first}`,
    ),
  ]);
}
