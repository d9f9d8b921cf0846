import {
  CreateBucketCommand,
  GetBucketVersioningCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { clientOptions, type World } from "../../local/world";

/** Where state buckets lie; an environment's region is another matter. */
export const STATE_REGION = "us-east-1";

/** A bucket for Terraform's state, as a team makes it before it uses one: versioned. */
export class StateBucket {
  private readonly s3: S3Client;

  constructor(
    world: World,
    readonly name: string,
  ) {
    this.s3 = new S3Client({ ...clientOptions(world, STATE_REGION), forcePathStyle: true });
  }

  async create(): Promise<void> {
    await this.s3.send(new CreateBucketCommand({ Bucket: this.name }));
    await this.s3.send(
      new PutBucketVersioningCommand({
        Bucket: this.name,
        VersioningConfiguration: { Status: "Enabled" },
      }),
    );
    const { Status } = await this.s3.send(new GetBucketVersioningCommand({ Bucket: this.name }));
    expect(Status).toBe("Enabled");
  }

  /** The keys of its objects. */
  async keys(): Promise<readonly string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: this.name }));
    return Contents.map(({ Key = "" }) => Key).sort();
  }

  /** How an object is encrypted, and how many versions of it are kept. */
  async object(key: string): Promise<{ readonly encryption?: string; readonly versions: number }> {
    const { ServerSideEncryption } = await this.s3.send(
      new HeadObjectCommand({ Bucket: this.name, Key: key }),
    );
    const { Versions = [] } = await this.s3.send(
      new ListObjectVersionsCommand({ Bucket: this.name, Prefix: key }),
    );
    return {
      encryption: ServerSideEncryption,
      versions: Versions.filter(({ Key }) => Key === key).length,
    };
  }

  close(): void {
    this.s3.destroy();
  }
}
