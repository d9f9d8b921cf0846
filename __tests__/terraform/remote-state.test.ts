import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TerraformOutput, Testing } from "cdktf";
import { type RemoteStateOutputs, RemoteStateVpc } from "../../modules/network/remote-state-vpc";
import { AddressableStack } from "../../stacks/addressable-stack";
import { requires } from "../../test-support/requires";
import { TerraformFolder } from "../../test-support/terraform";

const LONG = 120_000;
const SECRET = "not-for-others";

/** What another team's state holds: what is needed, and what is not. */
const OUTPUTS = `
output "vpc_id" { value = "vpc-0a1b2c3d" }
output "public_subnets" { value = ["subnet-0a", "subnet-0b"] }
output "set_of_subnets" { value = toset(["subnet-0a", "subnet-0b"]) }
output "no_subnets" { value = [] }
output "one_subnet" { value = ["subnet-0a"] }
output "same_subnets" { value = ["subnet-0a", "subnet-0a"] }
output "joined_subnets" { value = "subnet-0a,subnet-0b" }
output "zones" { value = { a = "subnet-0a", b = "subnet-0b" } }
output "number" { value = 7 }
output "not_there_yet" { value = null }
output "password" {
  value     = "${SECRET}"
  sensitive = true
}
`;

requires("terraform")("a VPC of another state, at plan", () => {
  let base: string;
  let ours: TerraformFolder;

  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), "gatehouse-remote-state-"));
    const theirs = new TerraformFolder(join(base, "theirs"));
    theirs.write("{}");
    writeFileSync(join(theirs.path, "main.tf"), OUTPUTS);
    await theirs.init();
    await theirs.apply();
    ours = new TerraformFolder(join(base, "ours"));
    ours.write(configuration({}));
    await ours.init();
  }, LONG);

  afterAll(() => rmSync(base, { recursive: true, force: true }));

  const planned = async (outputs: RemoteStateOutputs, path?: string) => {
    ours.write(configuration(outputs, path));
    const { code, text } = await ours.terraform(["plan", "-input=false", "-no-color"]);
    // Terraform folds what it says at 78 columns.
    return { code, text: text.replaceAll(/\s+/g, " ") };
  };

  it.each<[RemoteStateOutputs, readonly string[]]>([
    [{}, ["vpc-0a1b2c3d", '"subnet-0a", + "subnet-0b"', "privateSubnetIds = []"]],
    [
      { publicSubnetIds: "set_of_subnets", privateSubnetIds: "public_subnets" },
      ['"subnet-0a", + "subnet-0b"'],
    ],
    [{ privateSubnetIds: "no_subnets" }, ["privateSubnetIds = []"]],
  ])(
    "goes on with %j",
    async (outputs, words) => {
      const { code, text } = await planned(outputs);
      expect({ code, text }).toMatchObject({ code: 0 });
      for (const word of words) {
        expect(text).toContain(word);
      }
    },
    LONG,
  );

  const has =
    "It has: joined_subnets, no_subnets, number, one_subnet, password, public_subnets, same_subnets, set_of_subnets, " +
    "vpc_id, zones.";
  const twoSubnets = "must hold a list of two subnets or more by id, subnet-...";

  it.each<[RemoteStateOutputs, string]>([
    [
      { vpcId: "network_id" },
      `The state ../theirs/terraform.tfstate has no output "network_id", which \`outputs.vpcId\` names. ${has}`,
    ],
    [{ vpcId: "not_there_yet" }, 'has no output "not_there_yet", which `outputs.vpcId` names'],
    [{ publicSubnetIds: "subnets" }, 'has no output "subnets", which `outputs.publicSubnetIds` names'],
    [
      { privateSubnetIds: "private_subnets" },
      'has no output "private_subnets", which `outputs.privateSubnetIds`',
    ],
    [
      { vpcId: "public_subnets" },
      'The output "public_subnets" of the state ../theirs/terraform.tfstate, which `outputs.vpcId` names, must hold ' +
        "the id of a VPC, vpc-...; it holds a list of 2.",
    ],
    [{ vpcId: "number" }, "must hold the id of a VPC, vpc-...; it holds a single value"],
    [{ vpcId: "zones" }, "must hold the id of a VPC, vpc-...; it holds a map"],
    [{ vpcId: "password" }, "must hold the id of a VPC, vpc-...; it holds a single value"],
    [{ publicSubnetIds: "password" }, `${twoSubnets}; it holds a single value`],
    [{ publicSubnetIds: "joined_subnets" }, `${twoSubnets}; it holds a single value`],
    [{ publicSubnetIds: "no_subnets" }, `${twoSubnets}; it holds a list of 0`],
    [{ publicSubnetIds: "one_subnet" }, `${twoSubnets}; it holds a list of 1`],
    [{ publicSubnetIds: "same_subnets" }, `${twoSubnets}; it holds a list of 2`],
    [{ publicSubnetIds: "zones" }, `${twoSubnets}; it holds a map`],
    [{ privateSubnetIds: "one_subnet" }, "none or two and more; it holds a list of 1"],
  ])(
    "stops at %j",
    async (outputs, message) => {
      const { code, text } = await planned(outputs);
      expect(code).toBe(1);
      expect(text).toContain(message);
      expect(text.match(/Error:/g)).toHaveLength(1);
      expect(text).not.toContain(SECRET);
    },
    LONG,
  );

  it(
    "names every output that is wrong at once",
    async () => {
      const { text } = await planned({
        vpcId: "gone",
        publicSubnetIds: "one_subnet",
        privateSubnetIds: "zones",
      });
      expect(text.match(/Error: Resource postcondition failed/g)).toHaveLength(3);
    },
    LONG,
  );

  it(
    "stops where there is no such state",
    async () => {
      const { code, text } = await planned({}, "../nobody/terraform.tfstate");
      expect(code).toBe(1);
      expect(text).toContain("Unable to find remote state");
      expect(text).toContain("data.terraform_remote_state.network");
    },
    LONG,
  );
});

/** No provider: Terraform itself reads states, in a fraction of a second. */
class Reading extends AddressableStack {
  constructor(outputs: RemoteStateOutputs, path: string) {
    super(Testing.app(), "ours");
    const vpc = new RemoteStateVpc(this, "network", { state: { type: "local", path }, outputs });
    const { vpcId, publicSubnetIds, privateSubnetIds } = vpc;
    new TerraformOutput(this, "all", { value: { vpcId, publicSubnetIds, privateSubnetIds } });
  }
}

function configuration(outputs: RemoteStateOutputs, path = "../theirs/terraform.tfstate"): string {
  return Testing.synth(new Reading(outputs, path));
}
