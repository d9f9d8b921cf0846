import { environment, synthEnvironment } from "../../test-support/environments";
import { synthShape } from "../../test-support/shapes";
import type { Synthesized } from "../../test-support/synth";

type State = Readonly<Record<string, unknown>>;

function environmentOf(state: State) {
  return environment({ network: { type: "remoteState", state } });
}

function configOf({ data }: Synthesized): unknown {
  return data["terraform_remote_state"]?.["network"]?.["config"];
}

describe("the VPC of another state", () => {
  it("is what the load balancer, its group and the targets stand in", () => {
    const { resource } = synthShape("VPC of another state");
    const vpcId = "${data.terraform_remote_state.network.outputs.vpc_id}";
    expect(resource["aws_lb"]?.["public"]?.["subnets"]).toBe(
      "${data.terraform_remote_state.network.outputs.public_subnets}",
    );
    expect(resource["aws_security_group"]?.["public_load_balancer"]?.["vpc_id"]).toBe(vpcId);
    expect(resource["aws_lb_target_group"]?.["api_public"]?.["vpc_id"]).toBe(vpcId);
  });

  it("is looked for in the environment's region, unless the file names another", () => {
    const s3 = { type: "s3", bucket: "platform-state", key: "network/terraform.tfstate" };
    const synthRegion = (state: State) => configOf(synthEnvironment(environmentOf(state)));
    expect(synthRegion(s3)).toMatchObject({ region: "eu-west-1" });
    expect(synthRegion({ ...s3, region: "us-east-1" })).toMatchObject({ region: "us-east-1" });
  });

  it.each([
    ["network.tfstate", "../../../network.tfstate"],
    ["./states/network.tfstate", "../../../states/network.tfstate"],
    ["../network/terraform.tfstate", "../../../../network/terraform.tfstate"],
  ])("is found at %s of the checkout, from where the JSON lies", (path, written) => {
    expect(configOf(synthEnvironment(environmentOf({ type: "local", path })))).toEqual({ path: written });
  });

  it("is read from a workspace as the remote backend reads it", () => {
    const state = { type: "cloud", organization: "platform", workspace: "network-production" };
    expect(configOf(synthEnvironment(environmentOf(state)))).toEqual({
      hostname: "app.terraform.io",
      organization: "platform",
      workspaces: { name: "network-production" },
    });
  });
});
