import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CreateRuleCommand, ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketPolicyCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { clientOptions } from "../../../local/seed";
import { type MotoGate, SECRET, startMotoGate } from "../../../test-support/moto-gate";
import { requires } from "../../../test-support/requires";

const REGION = "eu-west-1";

requires("moto_server")("the gate, S3 and the request log", () => {
  let gate: MotoGate;
  let s3: S3Client;

  beforeAll(async () => {
    gate = await startMotoGate();
    s3 = new S3Client({ ...clientOptions(gate, REGION), forcePathStyle: true });
  }, 60_000);

  afterAll(async () => {
    s3.destroy();
    await gate.stop();
  });

  it("refuses to delete a bucket while an old version or a delete marker is in it", async () => {
    const Bucket = "site";
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: "Enabled" } }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "index.html", Body: "one" }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "index.html" }));

    await expect(s3.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
      message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket.",
      $metadata: { httpStatusCode: 409 },
    });

    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket }));
    expect([Versions.length, DeleteMarkers.length]).toEqual([1, 1]);
    for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) {
      await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    }
    await s3.send(new DeleteBucketCommand({ Bucket }));
  });

  it("refuses a call that takes a bucket for another account's than it is", async () => {
    const sts = new STSClient(clientOptions(gate, REGION));
    const { Credentials } = await sts.send(
      new AssumeRoleCommand({ RoleArn: "arn:aws:iam::444455556666:role/theirs", RoleSessionName: "theirs" }),
    );
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = Credentials ?? {};
    const theirs = new S3Client({
      ...clientOptions(gate, REGION),
      credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken },
      forcePathStyle: true,
    });
    await s3.send(new CreateBucketCommand({ Bucket: "ours" }));
    await theirs.send(new CreateBucketCommand({ Bucket: "theirs" }));
    const head = async (Bucket: string, ExpectedBucketOwner?: string) =>
      s3.send(new HeadBucketCommand({ Bucket, ExpectedBucketOwner })).then(
        ({ $metadata }) => $metadata.httpStatusCode,
        ({ $metadata }) => $metadata.httpStatusCode,
      );
    expect(await head("ours", "123456789012")).toBe(200);
    expect(await head("ours", "444455556666")).toBe(403);
    expect(await head("theirs", "123456789012")).toBe(403);
    expect(await head("theirs", "444455556666")).toBe(200);
    expect(await head("nobodys", "123456789012")).toBe(404);
    expect(await head("theirs")).toBe(200);
    sts.destroy();
    theirs.destroy();
  });

  it("passes bodies both ways, lengths of HEAD and the condition of Terraform's lock", async () => {
    const Bucket = "state";
    const Body = Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256));
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "a b/ü.bin", Body }));
    const { ContentLength } = await s3.send(new HeadObjectCommand({ Bucket, Key: "a b/ü.bin" }));
    const { Body: stored } = await s3.send(new GetObjectCommand({ Bucket, Key: "a b/ü.bin" }));
    expect(ContentLength).toBe(Body.length);
    expect(Buffer.from((await stored?.transformToByteArray()) ?? []).equals(Body)).toBe(true);

    const lock = () => s3.send(new PutObjectCommand({ Bucket, Key: "lock", Body: "{}", IfNoneMatch: "*" }));
    await lock();
    await expect(lock()).rejects.toMatchObject({ name: "PreconditionFailed" });
  });

  it("lets objects in where the policy denies plain HTTP, and gives the policy back as it was put", async () => {
    const Bucket = "tls-only";
    const allow = { Sid: "Read", Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
    const condition = { Condition: { Bool: { "aws:SecureTransport": "false" } } };
    const deny = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", ...condition };
    const policy = { Version: "2012-10-17", Statement: [allow, { Sid: "TlsOnly", ...deny }, deny] };
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }));
    await s3.send(new PutObjectCommand({ Bucket, Key: "index.html", Body: "one" }));
    const { Policy = "" } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
    expect(JSON.parse(Policy)).toEqual(policy);

    const closed = { ...policy, Statement: [{ ...deny, Condition: {} }] };
    await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(closed) }));
    await expect(s3.send(new PutObjectCommand({ Bucket, Key: "b", Body: "two" }))).rejects.toThrow();
  });

  it("writes every request down, without secrets", async () => {
    const elb = new ElasticLoadBalancingV2Client(clientOptions(gate, REGION));
    const header = (value: string) => ({
      Field: "http-header",
      HttpHeaderConfig: { HttpHeaderName: "x-origin-verify", Values: [value] },
    });
    const rule = new CreateRuleCommand({
      ListenerArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/none/1/2",
      Priority: 1,
      Conditions: [
        header(SECRET),
        header("another-secret"),
        { Field: "path-pattern", PathPatternConfig: { Values: ["/a"] } },
      ],
      Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "403", MessageBody: SECRET } }],
    });
    await expect(elb.send(rule)).rejects.toThrow();
    elb.destroy();

    const log = readFileSync(join(gate.folder, "requests.jsonl"), "utf8");
    expect(log).not.toContain(SECRET);
    expect(log).not.toContain("another-secret");
    expect(log).not.toContain("Credential=");
    const lines = log
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(
      expect.objectContaining({
        service: "elasticloadbalancing",
        region: REGION,
        action: "CreateRule",
        status: 400,
        parameters: expect.objectContaining({
          Priority: "1",
          "Conditions.member.1.HttpHeaderConfig.Values.member.1": "***",
          "Conditions.member.3.PathPatternConfig.Values.member.1": "/a",
        }),
      }),
    );
    expect(lines).toContainEqual(
      expect.objectContaining({ action: "DELETE /site/", status: 409, rule: "bucket-not-empty" }),
    );
  });
});
