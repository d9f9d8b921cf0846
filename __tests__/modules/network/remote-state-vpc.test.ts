import { join } from "node:path";
import { TerraformOutput } from "cdktf";
import type { RemoteStatePlace } from "../../../modules/network/remote-state";
import { RemoteStateVpc, type RemoteStateVpcProps } from "../../../modules/network/remote-state-vpc";
import { codeBlocks } from "../../../test-support/readme";
import { type Synthesized, synthStack } from "../../../test-support/synth";

const S3 = {
  type: "s3",
  bucket: "platform-state",
  key: "network/terraform.tfstate",
  region: "eu-west-1",
} as const;
const REMOTE = "data.terraform_remote_state.network.outputs";

function synthVpc(props: RemoteStateVpcProps): Synthesized {
  return synthStack((stack) => {
    const { vpcId, publicSubnetIds, privateSubnetIds } = new RemoteStateVpc(stack, "network", props);
    new TerraformOutput(stack, "all", { value: { vpcId, publicSubnetIds, privateSubnetIds } });
  });
}

function dataOf({ data }: Synthesized): Record<string, unknown> {
  return data["terraform_remote_state"]?.["network"] ?? {};
}

describe("RemoteStateVpc", () => {
  it("reads the outputs that terraform-aws-modules/vpc has", () => {
    const stack = synthVpc({ state: S3 });
    expect(stack.output["all"]?.["value"]).toEqual({
      vpcId: `\${${REMOTE}.vpc_id}`,
      publicSubnetIds: `\${${REMOTE}.public_subnets}`,
      privateSubnetIds: `\${try(tolist(${REMOTE}.private_subnets), tolist([]))}`,
    });
    expect(stack.addresses).toEqual([]);
  });

  it("reads the outputs that are named", () => {
    const outputs = { vpcId: "id-of-vpc", publicSubnetIds: "front", privateSubnetIds: "back" };
    expect(synthVpc({ state: S3, outputs }).output["all"]?.["value"]).toEqual({
      vpcId: `\${${REMOTE}.id-of-vpc}`,
      publicSubnetIds: `\${${REMOTE}.front}`,
      privateSubnetIds: `\${${REMOTE}.back}`,
    });
  });

  it.each<[RemoteStatePlace, object, string]>([
    [
      S3,
      {
        backend: "s3",
        config: { bucket: "platform-state", key: "network/terraform.tfstate", region: "eu-west-1" },
      },
      "s3://platform-state/network/terraform.tfstate",
    ],
    [
      { ...S3, roleArn: "arn:aws:iam::123456789012:role/reader" },
      { config: { assume_role: { role_arn: "arn:aws:iam::123456789012:role/reader" } } },
      "s3://platform-state/network/terraform.tfstate",
    ],
    [
      { type: "local", path: "../network/terraform.tfstate" },
      { backend: "local", config: { path: "../network/terraform.tfstate" } },
      "../network/terraform.tfstate",
    ],
    [
      { type: "cloud", organization: "platform", workspace: "network" },
      { backend: "remote", config: { organization: "platform", workspaces: { name: "network" } } },
      "app.terraform.io/platform/network",
    ],
    [
      { type: "cloud", organization: "platform", workspace: "network", hostname: "tfe.example.com" },
      { config: { hostname: "tfe.example.com" } },
      "tfe.example.com/platform/network",
    ],
  ])("finds the state at %j", (state, data, place) => {
    const found = dataOf(synthVpc({ state }));
    expect(found).toMatchObject(data);
    expect(JSON.stringify(found)).toContain(`The state ${place} has no output`);
  });

  it("demands each output that is needed or named, once for being there and once for what it holds", () => {
    const messagesOf = (props: RemoteStateVpcProps) =>
      [...JSON.stringify(dataOf(synthVpc(props))).matchAll(/"error_message":"([^`]*)`outputs\.(\w+)`/g)].map(
        ([, , prop]) => prop,
      );
    const needed = ["vpcId", "vpcId", "publicSubnetIds", "publicSubnetIds"];
    expect(messagesOf({ state: S3 })).toEqual(needed);
    expect(messagesOf({ state: S3, outputs: { privateSubnetIds: "back" } })).toEqual([
      ...needed,
      "privateSubnetIds",
      "privateSubnetIds",
    ]);
  });

  it("says what docs/environment.md shows", () => {
    const [message = ""] = codeBlocks(join(__dirname, "../../../docs/environment.md"), "text").filter(
      (text) => text.includes("has no output"),
    );
    const { lifecycle } = dataOf(synthVpc({ state: S3 }));
    const said = JSON.stringify(lifecycle).replace(/\$\{length\(self\.outputs\).*?\}/, "OUTPUTS");
    const shown = message
      .trim()
      .replace(/\s+/g, " ")
      .replace(/(?<=It has: )[^.]*/, "OUTPUTS");
    expect(said).toContain(JSON.stringify(shown).slice(1, -1));
  });

  it("refers to all outputs in conditions, so that Terraform prints the value of none", () => {
    const conditions = [
      ...JSON.stringify(dataOf(synthVpc({ state: S3 }))).matchAll(/"condition":"(.*?[^\\])"/g),
    ];
    expect(conditions).toHaveLength(4);
    for (const [, condition = ""] of conditions) {
      expect(condition).toContain("self.outputs");
      expect(condition).not.toMatch(/self\.outputs[.[]/);
    }
  });

  it.each<[Partial<RemoteStateVpcProps>, string]>([
    [
      { outputs: { vpcId: "vpc.id" } },
      '`outputs.vpcId` must be the name of a Terraform output, got: "vpc.id"',
    ],
    [
      { outputs: { publicSubnetIds: "" } },
      '`outputs.publicSubnetIds` must be the name of a Terraform output, got: ""',
    ],
    [{ state: { ...S3, bucket: "" } }, "`state.bucket` must not be empty"],
    [
      { state: { type: "local", path: "/srv/x.tfstate" } },
      '`state.path` must be relative, got: "/srv/x.tfstate"',
    ],
    [
      { state: { type: "local", path: "C:/x.tfstate" } },
      '`state.path` must be relative, got: "C:/x.tfstate"',
    ],
  ])("refuses %j", (props, message) => {
    expect(() => synthVpc({ state: S3, ...props })).toThrow(message);
  });

  it("names every problem at once", () => {
    expect(() => synthVpc({ state: { ...S3, key: "" }, outputs: { vpcId: "a b" } })).toThrow(
      /`state\.key`[\s\S]*`outputs\.vpcId`/,
    );
  });

  it("stands twice in one stack", () => {
    const { data } = synthStack((stack) => {
      new RemoteStateVpc(stack, "one", { state: S3 });
      new RemoteStateVpc(stack, "other", { state: S3 });
    });
    expect(Object.keys(data["terraform_remote_state"] ?? {})).toEqual(["one", "other"]);
  });
});
