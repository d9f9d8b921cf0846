import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteBucketTaggingCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { clientOptions, down, environmentOf, up, type World } from "../../local/world";
import { CommandCheckout } from "../../test-support/e2e/command-checkout";
import { CHECKOUT, changed, fileText } from "../../test-support/e2e/environment-file";
import { LocalTerraform } from "../../test-support/e2e/local-terraform";
import { START, steps } from "../../test-support/e2e/steps";
import { synthesize } from "../../test-support/e2e/synthesize";
import { requires } from "../../test-support/requires";
import { run } from "../../test-support/terraform";

const REGION = "eu-west-1";
const BUCKET = "shop-terraform-state";
const OWN_STATE = `state/${BUCKET}/terraform.tfstate`;

/** An environment that keeps its state in a bucket. */
const fileOf = (environment: string, bucket: string, more: Record<string, unknown> = {}) =>
  changed(fileText("environments/example.yaml"), {
    environment,
    state: { type: "s3", bucket },
    ...more,
  });

requires(
  "terraform",
  "moto_server",
  "aws",
)("./gatehouse state init", () => {
  const step = steps();
  const base = mkdtempSync(join(tmpdir(), "state-init-"));
  const inCheckout = listed(join(CHECKOUT, ".gatehouse"));
  let world: World;
  let s3: S3Client;
  let checkout: CommandCheckout;

  beforeAll(async () => {
    world = await up({ folder: join(base, "local") });
    s3 = new S3Client({ ...clientOptions(world, REGION), forcePathStyle: true });
    checkout = new CommandCheckout(environmentOf(world));
    checkout.write("example", fileOf("example", BUCKET));
  }, START);

  afterAll(async () => {
    await checkout?.remove();
    s3?.destroy();
    await down({ folder: join(base, "local") });
    rmSync(base, { recursive: true, force: true });
  }, START);

  const init = (...args: readonly string[]) => checkout.gatehouse("state", "init", ...args);
  const initKilledAt = async (line: RegExp) => {
    const args = ["state", "init", "example", "--yes"];
    const { code, text } = await checkout.gatehouseKilled(args, (printed) => line.test(printed));
    expect({ code, text }).toEqual({ code: null, text: expect.stringMatching(line) });
    return text;
  };
  const work = (bucket: string) => join(checkout.path, ".gatehouse", "state", bucket, "stacks", "state");
  const keys = async (): Promise<readonly string[]> => {
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET }));
    return Contents.map(({ Key = "" }) => Key).sort();
  };

  step("shows the plan and makes nothing where nobody can be asked", async () => {
    const { code, stdout, stderr } = await init("example");
    expect(stdout).toMatch(/# aws_s3_bucket\.state will be created/);
    expect(stdout).toMatch(/Plan: 7 to add, 0 to change, 0 to destroy\./);
    expect(stderr.trim()).toBe(
      "state init: nothing was changed: there is no terminal to ask at; look at the plan above, then add --yes",
    );
    expect(code).toBe(2);
    await expect(s3.send(new HeadBucketCommand({ Bucket: BUCKET }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
  });

  step("is killed while the bucket is made, before it has its tags", async () => {
    await initKilledAt(/aws_s3_bucket\.state: Creating/);
    // The provider, killed in the same moment, may have been before its call or after it.
    await s3.send(createBucket(BUCKET)).catch((error: Error) => {
      expect(error.name).toBe("BucketAlreadyOwnedByYou");
    });
    await s3.send(new DeleteBucketTaggingCommand({ Bucket: BUCKET }));
    rmSync(join(work(BUCKET), "terraform.tfstate"), { force: true });
  });

  step("goes on with that bucket, and is killed while its settings are made", async () => {
    const text = await initKilledAt(/aws_s3_bucket_lifecycle_configuration\.state_lifecycle: Creating/);
    expect(text).toMatch(/^the bucket shop-terraform-state was not in the state: imported$/m);
    expect(await keys()).toEqual([]);
  });

  step(
    "goes on where nothing is known of that run, by the tags, and is killed as it moves the state",
    async () => {
      rmSync(join(checkout.path, ".gatehouse"), { recursive: true });
      const text = await initKilledAt(/^moving the bucket's own state into it/m);
      expect(text).toMatch(/going on with it/);
      expect(text).toMatch(/was not in the state: imported/);
      expect(readFileSync(join(work(BUCKET), "terraform.tfstate"), "utf8")).toContain("aws_s3_bucket");
    },
  );

  step("goes on from the state that it left to the end, and lets go of its own copy", async () => {
    const { code, text } = await init("example", "--yes");
    expect(text).not.toMatch(/imported/);
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(/^Next: npx cdktf deploy example$/m),
    });
    expect(text).not.toMatch(/Creating\.\.\./);
    expect(await keys()).toEqual([OWN_STATE]);
    expect(readdirSync(work(BUCKET)).filter((name) => /tfstate|tfplan/.test(name))).toEqual([]);
  });

  step("has made what it promises", async () => {
    const Bucket = BUCKET;
    expect(await s3.send(new GetBucketVersioningCommand({ Bucket }))).toMatchObject({ Status: "Enabled" });
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
      expect.objectContaining({ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }),
    ]);
    const { PublicAccessBlockConfiguration } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: "BucketOwnerEnforced" }]);
    const { Policy = "" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy).Statement).toEqual([
      {
        Sid: "TlsOnly",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
    const { Rules } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    expect(Rules).toMatchObject([
      { ID: "old-versions", Status: "Enabled", NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
      { ID: "failed-uploads", AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
    ]);
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket }));
    expect(TagSet).toEqual(
      expect.arrayContaining([
        { Key: "ManagedBy", Value: "gatehouse" },
        { Key: "Purpose", Value: "terraform-state" },
      ]),
    );
  });

  step("changes nothing a second time, also for another environment", async () => {
    const domain = { name: "example.net", aliases: ["www.example.net"] };
    checkout.write("second", fileOf("second", BUCKET, { domain }));
    for (const name of ["example", "second"]) {
      const { code, text } = await init(name);
      expect({ code, text }).toEqual({ code: 0, text: expect.stringMatching(/^no changes$/m) });
    }
    expect(await keys()).toEqual([OWN_STATE]);
  });

  step("holds the state of an environment, and locks it", async () => {
    const file = fileOf("example", BUCKET, { "dns.stage": "request", "dns.type": "existing" });
    const { folder } = synthesize(file, join(base, "cdktf.out"));
    const terraform = new LocalTerraform(folder, environmentOf(world));
    await terraform.init();
    let locked: Promise<readonly string[]> | undefined;
    await terraform.terraform(["apply", "-auto-approve", "-input=false", "-no-color"], (text) => {
      if (text.includes("Creating...")) locked ??= keys();
    });
    const own = "shop/example/terraform.tfstate";
    expect(await locked).toContain(`${own}.tflock`);
    expect(await keys()).toEqual([own, OWN_STATE]);
    expect(await terraform.plan()).toMatchObject({ code: 0 });
  });

  step("cannot be destroyed", async () => {
    const terraform = new LocalTerraform(work(BUCKET), environmentOf(world));
    const { code, text } = await terraform.terraform(["destroy", "-auto-approve", "-no-color"]);
    expect(code).toBe(1);
    expect(text).toMatch(/Instance cannot be destroyed/);
    await s3.send(new HeadBucketCommand({ Bucket: BUCKET }));
  });

  step("refuses a bucket that keeps no versions, until what it says is done", async () => {
    checkout.write("example", fileOf("example", "by-hand"));
    await s3.send(createBucket("by-hand"));
    const refused = await init("example", "--yes");
    const [command = ""] = /aws s3api put-bucket-versioning .*/.exec(refused.stderr) ?? [];
    expect({ code: refused.code, text: refused.text }).toEqual({
      code: 3,
      text: expect.stringMatching(/^state init: the bucket by-hand is there already and keeps no versions/),
    });
    const env = { ...environmentOf(world), AWS_DEFAULT_REGION: REGION };
    expect(await run("bash", ["-c", command], { cwd: base, env })).toMatchObject({ code: 0, text: "" });
    const { code, text } = await init("example", "--yes");
    expect({ code, text }).toEqual({
      code: 0,
      text: expect.stringMatching(/it can be used, and is left as it is/),
    });
    expect(text).toMatch(/^OK +versions/m);
    expect(text).toMatch(/^WARNING +TLS/m);
    await expect(s3.send(new GetBucketTaggingCommand({ Bucket: "by-hand" }))).rejects.toMatchObject({
      name: "NoSuchTagSet",
    });
  });

  step("refuses a bucket that is somebody else's", async () => {
    const theirs = await otherAccount(world);
    try {
      await theirs.send(createBucket("their-state"));
    } finally {
      theirs.destroy();
    }
    checkout.write("example", fileOf("example", "their-state"));
    const { code, text } = await init("example", "--yes");
    expect({ code, text }).toEqual({
      code: 3,
      text: expect.stringMatching(/^state init: the bucket their-state is somebody else's: .*\(403\)/),
    });
  });

  step("refuses credentials of another account, and another region, before anything else", async () => {
    checkout.write("example", fileOf("example", BUCKET, { accountId: "444455556666" }));
    expect(await init("example", "--yes")).toMatchObject({ code: 3, stdout: "" });
    checkout.write("example", fileOf("example", BUCKET, { region: "eu-central-1" }));
    const { code, stderr } = await init("example", "--yes");
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringMatching(
        /is in eu-west-1, found eu-central-1; write state: { region: eu-west-1 }/,
      ),
    });
  });

  it("leaves nothing in the checkout", () => {
    expect(listed(join(CHECKOUT, ".gatehouse"))).toEqual(inCheckout);
    expect(readdirSync(checkout.path).filter((name) => /tfstate|cdktf\.out/.test(name))).toEqual([]);
  });
});

function createBucket(Bucket: string): CreateBucketCommand {
  return new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: REGION } });
}

/** S3 as somebody else in the world uses it. */
async function otherAccount(world: World): Promise<S3Client> {
  const sts = new STSClient(clientOptions(world, REGION));
  try {
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: "arn:aws:iam::444455556666:role/theirs", RoleSessionName: "theirs" }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    return new S3Client({
      ...clientOptions(world, REGION),
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
      forcePathStyle: true,
    });
  } finally {
    sts.destroy();
  }
}

function listed(folder: string): readonly string[] {
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name !== "local")
        .sort()
    : [];
}
