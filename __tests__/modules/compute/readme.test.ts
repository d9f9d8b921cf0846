import { join } from "node:path";
import { transformSync } from "@swc/core";
import { codeBlocks } from "../../../test-support/readme";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

const FOLDER = join(__dirname, "../../../modules/compute");
const EXAMPLES = codeBlocks(join(FOLDER, "README.md"), "ts");

describe("README of compute", () => {
  it("has one example, which makes what the text says", () => {
    expect(EXAMPLES).toHaveLength(1);
    const { code } = transformSync(EXAMPLES[0] ?? "", {
      jsc: { parser: { syntax: "typescript" } },
      module: { type: "commonjs" },
    });
    const body = new Function("require", "exports", "stack", code);
    const { addresses, data } = synthStack((stack: ModuleStack) =>
      body((path: string) => require(join(FOLDER, path)), {}, stack),
    );
    expect(addresses).toEqual([
      "aws_autoscaling_group.api_group",
      "aws_autoscaling_policy.api_scaling_cpu",
      "aws_iam_instance_profile.api",
      "aws_iam_role.api",
      "aws_iam_role_policy_attachment.api_session_manager",
      "aws_launch_template.api_template",
    ]);
    expect(Object.entries(data).map(([type, all]) => `${type}.${Object.keys(all)}`)).toEqual([
      "aws_ami.image",
      "aws_ssm_parameter.image_parameter",
    ]);
  });
});
