import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { TerraformOutput } from "cdktf";
import { BalancerSubnets } from "../../../modules/network/balancer-subnets";
import { synthStack } from "../../../test-support/synth";

const props = {
  vpcId: "vpc-0f1e2d3c4b5a69788",
  subnetIds: ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"],
};

it("reads each subnet once, and demands one VPC and a zone each", () => {
  const conditions: unknown[] = [];
  const { data, resource } = synthStack((stack) => {
    conditions.push(...new BalancerSubnets(stack, "load_balancer", props).conditions);
  });
  expect(resource).toEqual({});
  expect(data).toEqual({
    aws_subnet: {
      load_balancer: {
        for_each: '${toset(["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"])}',
        id: "${each.value}",
      },
    },
  });
  expect(conditions).toEqual([
    {
      condition:
        '${length([for id, subnet in data.aws_subnet.load_balancer : id if subnet.vpc_id != "vpc-0f1e2d3c4b5a69788"]) == 0}',
      errorMessage: expect.stringMatching(
        /^subnet-zones: the load balancer's subnets must lie in the VPC vpc-0f1e/,
      ),
    },
    {
      condition: expect.stringMatching(/>= 2 && .* == length\(data\.aws_subnet\.load_balancer\)\}$/),
      errorMessage: expect.stringMatching(/^subnet-zones: .* one subnet in each of two zones or more/),
    },
  ]);
});

it("two live in one stack", () => {
  const { data } = synthStack((stack) => {
    new BalancerSubnets(stack, "one", props);
    new BalancerSubnets(stack, "other", props);
  });
  expect(Object.keys(data["aws_subnet"] ?? {})).toEqual(["one", "other"]);
});

it("compares with what a reference to the VPC stands for, not with its text", () => {
  const { json } = synthStack((stack) => {
    const { id: vpcId } = new DataAwsVpc(stack, "vpc", { default: true });
    const { conditions } = new BalancerSubnets(stack, "load_balancer", { ...props, vpcId });
    new TerraformOutput(stack, "conditions", { value: conditions });
  });
  const [first] = JSON.parse(json).output.conditions.value;
  expect(first.condition).toContain("if subnet.vpc_id != data.aws_vpc.vpc.id]");
  expect(first.errorMessage).toContain("must lie in the VPC ${data.aws_vpc.vpc.id}, and");
  expect(first.errorMessage).toContain("if subnet.vpc_id != data.aws_vpc.vpc.id]");
});
