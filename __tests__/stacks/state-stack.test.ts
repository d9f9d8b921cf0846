import { Testing } from "cdktf";
import {
  ownStateKey,
  STATE_BUCKET_ADDRESS,
  StateStack,
  type StateStackProps,
} from "../../stacks/state-stack";
import { parse } from "../../test-support/synth";

function synth(props: Partial<StateStackProps> = {}) {
  const stack = new StateStack(Testing.app(), "state", {
    bucket: "shop-state",
    region: "eu-west-1",
    ...props,
  });
  return parse(Testing.synth(stack, true));
}

describe("StateStack", () => {
  it("keeps its own state in the bucket that it makes, under a key that no environment has a say in", () => {
    const { terraform } = JSON.parse(synth().json);
    expect(terraform.backend).toEqual({
      s3: {
        bucket: "shop-state",
        region: "eu-west-1",
        key: "state/shop-state/terraform.tfstate",
        encrypt: true,
        use_lockfile: true,
      },
    });
    expect(ownStateKey("shop-state")).toBe("state/shop-state/terraform.tfstate");
  });

  it("keeps it in a file until there is a bucket", () => {
    const { terraform } = JSON.parse(synth({ ownState: "file" }).json);
    expect(terraform.backend).toEqual({ local: { path: "terraform.tfstate" } });
  });

  it("makes one bucket, whose address is known", () => {
    const { addresses, resource } = synth({ keepDays: 30 });
    expect(addresses).toContain(STATE_BUCKET_ADDRESS);
    expect(resource["aws_s3_bucket"]).toEqual({ state: expect.objectContaining({ bucket: "shop-state" }) });
    expect(JSON.stringify(resource)).toContain('"noncurrent_days":30');
  });

  it("has a provider that refuses other accounts, and tags that are of no environment", () => {
    const { provider } = JSON.parse(synth({ accountId: "123456789012" }).json);
    expect(provider.aws).toEqual([
      {
        region: "eu-west-1",
        allowed_account_ids: ["123456789012"],
        default_tags: [{ tags: { ManagedBy: "gatehouse", Purpose: "terraform-state" } }],
      },
    ]);
  });

  it("takes any account where it is given none", () => {
    const { provider } = JSON.parse(synth().json);
    expect(provider.aws[0]).not.toHaveProperty("allowed_account_ids");
  });

  it("encrypts bucket and own state with the key", () => {
    const kmsKeyId = "arn:aws:kms:eu-west-1:123456789012:key/12345678-1234-1234-1234-123456789012";
    const { json } = synth({ kmsKeyId });
    const { terraform } = JSON.parse(json);
    expect(terraform.backend.s3.kms_key_id).toBe(kmsKeyId);
    expect(json).toContain(`"kms_master_key_id": "${kmsKeyId}"`);
  });

  it("needs a Terraform with S3's own lock", () => {
    expect(JSON.parse(synth().json).terraform.required_version).toBe(">= 1.10.0");
  });
});
