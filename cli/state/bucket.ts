import {
  GetBucketEncryptionCommand,
  type GetBucketEncryptionCommandOutput,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  type GetBucketPolicyCommandOutput,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  type GetPublicAccessBlockCommandOutput,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  paginateListBuckets,
  S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { ownStateKey } from "../../stacks/state-stack";
import type { Credentials } from "../aws/credentials";
import { clientSettings, endpointOf } from "../aws/settings";
import { pages, unlessMissing } from "../recover/aws";
import { type Tags, tagsOf } from "../recover/ownership";
import { deniesPlainHttp } from "./policy";

/** A bucket of the account, as S3 has it. */
export interface OwnBucket {
  readonly kind: "own";
  readonly region: string;
  readonly tags: Tags;
  readonly versioned: boolean;
  readonly kmsKeyId: string | undefined;
  readonly closed: boolean;
  readonly tlsOnly: boolean;
  /** how long old versions are kept; undefined: for ever */
  readonly keepDays: number | undefined;
  /** no object, no version, no delete marker */
  readonly empty: boolean;
  /** whether the state of the bucket itself lies in it */
  readonly hasOwnState: boolean;
}

/** What a bucket's name leads to. */
export type Seen =
  | OwnBucket
  | { readonly kind: "absent" }
  /** S3 answers 403 */
  | { readonly kind: "closed"; readonly inAccount: boolean };

/** What S3 would answer where nothing is set. */
const NOTHING: GetPublicAccessBlockCommandOutput &
  GetBucketPolicyCommandOutput &
  GetBucketEncryptionCommandOutput = {
  $metadata: {},
};

/** Looks at one bucket, reading only, and never at one of another account. */
export class BucketLook {
  private readonly s3: S3Client;
  private readonly which: { readonly Bucket: string; readonly ExpectedBucketOwner: string };

  constructor(
    private readonly bucket: string,
    region: string,
    account: string,
    credentials: Credentials,
    env: NodeJS.ProcessEnv,
  ) {
    this.s3 = new S3Client({
      ...clientSettings("s3", region, credentials, env),
      // The bucket may be elsewhere than the file says.
      followRegionRedirects: true,
      forcePathStyle: endpointOf("s3", env) !== undefined,
    });
    this.which = { Bucket: bucket, ExpectedBucketOwner: account };
  }

  destroy(): void {
    this.s3.destroy();
  }

  async look(): Promise<Seen> {
    let own = false;
    try {
      const { BucketRegion = "us-east-1" } = await this.s3.send(new HeadBucketCommand(this.which));
      own = true;
      return await this.lookInside(BucketRegion);
    } catch (error) {
      const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
      if (status === 404 && !own) {
        return { kind: "absent" };
      }
      if (status === 403) {
        return { kind: "closed", inAccount: own || (await this.isListed()) };
      }
      throw error;
    }
  }

  private async lookInside(region: string): Promise<OwnBucket> {
    const { s3, which } = this;
    const { TagSet } = await unlessMissing(
      s3.send(new GetBucketTaggingCommand(which)),
      { TagSet: [], ...NOTHING },
      "NoSuchTagSet",
    );
    const { Status } = await s3.send(new GetBucketVersioningCommand(which));
    const { PublicAccessBlockConfiguration: block } = await unlessMissing(
      s3.send(new GetPublicAccessBlockCommand(which)),
      NOTHING,
      "NoSuchPublicAccessBlockConfiguration",
    );
    const { Policy } = await unlessMissing(
      s3.send(new GetBucketPolicyCommand(which)),
      NOTHING,
      "NoSuchBucketPolicy",
    );
    return {
      kind: "own",
      region,
      tags: tagsOf(TagSet),
      versioned: Status === "Enabled",
      kmsKeyId: await this.kmsKeyId(),
      closed: [
        block?.BlockPublicAcls,
        block?.BlockPublicPolicy,
        block?.IgnorePublicAcls,
        block?.RestrictPublicBuckets,
      ].every((blocks) => blocks === true),
      tlsOnly: deniesPlainHttp(Policy),
      keepDays: await this.keepDays(),
      empty: await this.isEmpty(),
      hasOwnState: await this.hasObject(ownStateKey(this.bucket)),
    };
  }

  private async kmsKeyId(): Promise<string | undefined> {
    const { ServerSideEncryptionConfiguration } = await unlessMissing(
      this.s3.send(new GetBucketEncryptionCommand(this.which)),
      NOTHING,
      "ServerSideEncryptionConfigurationNotFoundError",
    );
    const [rule] = ServerSideEncryptionConfiguration?.Rules ?? [];
    return rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID;
  }

  private async keepDays(): Promise<number | undefined> {
    const { Rules = [] } = await unlessMissing(
      this.s3.send(new GetBucketLifecycleConfigurationCommand(this.which)),
      { Rules: [], ...NOTHING },
      "NoSuchLifecycleConfiguration",
    );
    const enabled = Rules.filter(({ Status }) => Status === "Enabled");
    return enabled.flatMap(({ NoncurrentVersionExpiration: old }) => old?.NoncurrentDays ?? [])[0];
  }

  private async isEmpty(): Promise<boolean> {
    const { Versions = [], DeleteMarkers = [] } = await this.s3.send(
      new ListObjectVersionsCommand({ ...this.which, MaxKeys: 1 }),
    );
    return Versions.length + DeleteMarkers.length === 0;
  }

  private async hasObject(Key: string): Promise<boolean> {
    const head = this.s3.send(new HeadObjectCommand({ ...this.which, Key })).then(() => true);
    return unlessMissing(head, false, "NotFound", "NoSuchKey");
  }

  /** Whether the account has a bucket of that name; false where it may not be asked. */
  private async isListed(): Promise<boolean> {
    try {
      const mine = await pages(
        paginateListBuckets({ client: this.s3 }, { Prefix: this.bucket }),
        (page) => page.Buckets,
      );
      return mine.some(({ Name }) => Name === this.bucket);
    } catch (error) {
      if (error instanceof S3ServiceException) return false;
      throw error;
    }
  }
}
