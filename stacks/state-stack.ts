import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { Construct } from "constructs";
import { LocalState } from "../modules/state/local-state";
import { S3State } from "../modules/state/s3-state";
import { StateBucket } from "../modules/state/state-bucket";
import { GuardedStack } from "./guarded-stack";

export interface StateStackProps {
  /** the bucket's whole name */
  readonly bucket: string;
  /** the bucket's region */
  readonly region: string;
  /**
   * the account that the bucket is made in; any other is refused
   *
   * @default - that of the credentials
   */
  readonly accountId?: string;
  /**
   * the KMS key that encrypts the states
   *
   * @default - SSE-S3
   */
  readonly kmsKeyId?: string;
  /**
   * how long a replaced or deleted state can still be brought back, in days
   *
   * @default 90
   */
  readonly keepDays?: number;
  /**
   * Where the stack's own state is: in the bucket that it makes, or, until there is one, in `terraform.tfstate` beside
   * the JSON.
   *
   * @default "bucket"
   */
  readonly ownState?: "bucket" | "file";
}

/** Tags that no environment has a say in: several share the bucket. */
export const STATE_TAGS = { ManagedBy: "gatehouse", Purpose: "terraform-state" } as const;

/** The bucket's address in Terraform. */
export const STATE_BUCKET_ADDRESS = "aws_s3_bucket.state";

/** The file that holds the stack's own state until it has moved into the bucket. */
export const OWN_STATE_FILE = "terraform.tfstate";

/** Where the bucket's own state lies in it: one, whichever environment asks. */
export function ownStateKey(bucket: string): string {
  return `state/${bucket}/terraform.tfstate`;
}

/**
 * The bucket that holds the states of environments, its own among them. `./gatehouse state init NAME` deploys it and
 * moves its state into it.
 *
 * @example
 * new StateStack(app, "state", { bucket: "shop-state", region: "eu-west-1", accountId: "123456789012" });
 */
export class StateStack extends GuardedStack {
  readonly bucket: StateBucket;

  constructor(scope: Construct, id: string, props: StateStackProps) {
    super(scope, id, STATE_TAGS);
    const { bucket, region, accountId, kmsKeyId, keepDays, ownState = "bucket" } = props;
    // S3's native lock came with 1.10.
    this.addOverride("terraform.required_version", ">= 1.10.0");
    if (ownState === "bucket") {
      new S3State(this, { bucket, region, key: ownStateKey(bucket), kmsKeyId });
    } else {
      new LocalState(this, { path: OWN_STATE_FILE });
    }
    new AwsProvider(this, "aws", {
      region,
      allowedAccountIds: accountId === undefined ? undefined : [accountId],
      defaultTags: [{ tags: STATE_TAGS }],
    });
    this.bucket = new StateBucket(this, "state", { bucket, kmsKeyId, keepDays });
  }
}
