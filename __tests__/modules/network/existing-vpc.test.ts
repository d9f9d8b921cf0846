import { TerraformOutput, TerraformVariable } from "cdktf";
import { ExistingVpc, type ExistingVpcProps } from "../../../modules/network/existing-vpc";
import { synthStack } from "../../../test-support/synth";

const MINIMAL: ExistingVpcProps = { vpcId: "vpc-0a1b2c3d", publicSubnetIds: ["subnet-0a", "subnet-0b"] };

function attributesOf(props: ExistingVpcProps): ExistingVpc {
  let vpc: ExistingVpc | undefined;
  synthStack((stack) => {
    vpc = new ExistingVpc(stack, "network", props);
  });
  if (vpc === undefined) {
    throw new Error("nothing was built");
  }
  return vpc;
}

describe("ExistingVpc", () => {
  it("gives the ids that it was given, and adds nothing to the stack", () => {
    const vpc = attributesOf(MINIMAL);
    expect([vpc.vpcId, vpc.publicSubnetIds, vpc.privateSubnetIds]).toEqual([
      "vpc-0a1b2c3d",
      ["subnet-0a", "subnet-0b"],
      [],
    ]);
    const { addresses, data } = synthStack((stack) => new ExistingVpc(stack, "network", MINIMAL));
    expect([addresses, data]).toEqual([[], {}]);
  });

  it("takes private subnets", () => {
    const vpc = attributesOf({ ...MINIMAL, privateSubnetIds: ["subnet-0c", "subnet-0d"] });
    expect(vpc.privateSubnetIds).toEqual(["subnet-0c", "subnet-0d"]);
  });

  it("takes what Terraform fills in later", () => {
    const { output } = synthStack((stack) => {
      const id = new TerraformVariable(stack, "vpc", { type: "string" });
      const subnets = new TerraformVariable(stack, "subnets", { type: "list(string)" });
      const vpc = new ExistingVpc(stack, "network", {
        vpcId: id.stringValue,
        publicSubnetIds: subnets.listValue,
      });
      new TerraformOutput(stack, "all", { value: [vpc.vpcId, vpc.publicSubnetIds] });
    });
    expect(output["all"]?.["value"]).toEqual(["$" + "{var.vpc}", "$" + "{var.subnets}"]);
  });

  it.each([
    [{ vpcId: "subnet-0a" }, "`vpcId` must be an id like vpc-0f1e2d3c4b5a69788, got: subnet-0a"],
    [{ publicSubnetIds: [] }, "`publicSubnetIds` must name at least two subnets, each once, got: none"],
    [
      { publicSubnetIds: ["subnet-0a"] },
      "`publicSubnetIds` must name at least two subnets, each once, got: subnet-0a",
    ],
    [{ publicSubnetIds: ["subnet-0a", "subnet-0a"] }, "each once, got: subnet-0a, subnet-0a"],
    [
      { publicSubnetIds: ["subnet-0a", "b"] },
      "`publicSubnetIds` must be an id like subnet-0f1e2d3c4b5a69788, got: b",
    ],
    [{ privateSubnetIds: ["subnet-0c"] }, "`privateSubnetIds` must name at least two subnets"],
  ])("refuses %j", (props, message) => {
    expect(() => attributesOf({ ...MINIMAL, ...props })).toThrow(message);
  });

  it("names every problem at once", () => {
    expect(() => attributesOf({ vpcId: "x", publicSubnetIds: [] })).toThrow(
      /`vpcId`[\s\S]*`publicSubnetIds`/,
    );
  });

  it("stands twice in one stack", () => {
    expect(() =>
      synthStack((stack) => {
        new ExistingVpc(stack, "one", MINIMAL);
        new ExistingVpc(stack, "other", MINIMAL);
      }),
    ).not.toThrow();
  });
});
