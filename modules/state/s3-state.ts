import { S3Backend } from "cdktf";
import type { Construct } from "constructs";

export interface S3StateProps {
  /** a bucket that is there already: versioned, so that a lost state can be brought back */
  readonly bucket: string;
  /** the bucket's region */
  readonly region: string;
  /** the object that holds the state: one for each stack */
  readonly key: string;
  /**
   * the KMS key that encrypts the object
   *
   * @default - S3's own key, which Terraform asks for also where the bucket has another
   */
  readonly kmsKeyId?: string;
  /**
   * the role that reads and writes the state
   *
   * @default - the credentials of the run
   */
  readonly roleArn?: string;
}

/**
 * State in S3, encrypted, with S3's own lock: a second writer is refused by a conditional write. It needs no
 * DynamoDB table and Terraform 1.10.
 *
 * @see https://developer.hashicorp.com/terraform/language/backend/s3#state-locking
 * @example
 * new S3State(stack, { bucket: "shop-state", region: "eu-west-1", key: "shop/production/terraform.tfstate" });
 */
export class S3State extends S3Backend {
  constructor(scope: Construct, props: S3StateProps) {
    refuse(props);
    const { bucket, region, key, kmsKeyId, roleArn } = props;
    const assumeRole = roleArn === undefined ? undefined : { roleArn };
    super(scope, { bucket, region, key, encrypt: true, kmsKeyId, assumeRole });
    // The binding has no property for it.
    this.addOverride("use_lockfile", true);
  }
}

/** A backend block takes no reference: Terraform reads it before anything else. */
function refuse({ bucket, key, roleArn }: S3StateProps): void {
  const problems = [
    ...(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)
      ? []
      : [`\`bucket\` must be the name of a bucket, got: ${JSON.stringify(bucket)}`]),
    ...(/^[^/].*[^/]$/.test(key)
      ? []
      : [`\`key\` must not begin or end with /, got: ${JSON.stringify(key)}`]),
    ...(roleArn === undefined || /^arn:aws[a-z-]*:iam::\d{12}:role\//.test(roleArn)
      ? []
      : [`\`roleArn\` must be the ARN of a role, got: ${JSON.stringify(roleArn)}`]),
  ];
  if (problems.length > 0) {
    throw new Error(`S3State:\n  ${problems.join("\n  ")}`);
  }
}
