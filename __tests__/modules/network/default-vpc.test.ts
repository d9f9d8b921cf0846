import { TerraformOutput } from "cdktf";
import { DefaultVpc } from "../../../modules/network/default-vpc";
import { synthStack } from "../../../test-support/synth";

describe("DefaultVpc", () => {
  it("reads the default VPC and its default subnets, and creates nothing", () => {
    const { data, addresses } = synthStack((stack) => new DefaultVpc(stack, "network"));
    expect(addresses).toEqual([]);
    expect(data).toEqual({
      aws_vpc: { network: { default: true } },
      aws_subnets: {
        network: {
          filter: [
            { name: "vpc-id", values: [expect.stringContaining("data.aws_vpc.network.id")] },
            { name: "default-for-az", values: ["true"] },
          ],
          lifecycle: {
            postcondition: [
              {
                condition: expect.stringContaining("length(self.ids) >= 2"),
                error_message: expect.stringContaining("two zones"),
              },
            ],
          },
        },
      },
    });
  });

  it("gives the subnets as one list, and no private ones", () => {
    const { output } = synthStack((stack) => {
      const { vpcId, publicSubnetIds, privateSubnetIds } = new DefaultVpc(stack, "network");
      new TerraformOutput(stack, "all", { value: { vpcId, publicSubnetIds, privateSubnetIds } });
    });
    expect(output["all"]?.["value"]).toEqual({
      vpcId: "$" + "{data.aws_vpc.network.id}",
      publicSubnetIds: "$" + "{data.aws_subnets.network.ids}",
      privateSubnetIds: [],
    });
  });

  it("stands twice in one stack", () => {
    const { data } = synthStack((stack) => {
      new DefaultVpc(stack, "one");
      new DefaultVpc(stack, "other");
    });
    expect(Object.keys(data["aws_subnets"] ?? {})).toEqual(["one", "other"]);
  });
});
