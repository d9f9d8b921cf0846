import { join } from "node:path";
import { transformSync } from "@swc/core";
import { codeBlocks } from "../../../test-support/readme";
import { type ModuleStack, type Synthesized, synthStack } from "../../../test-support/synth";

const FOLDER = join(__dirname, "../../../modules/network");
const EXAMPLES = codeBlocks(join(FOLDER, "README.md"), "ts");

/** Runs an example as it stands; `stack` is what its constructs are created in. */
function run(example = ""): Synthesized {
  const { code } = transformSync(example, {
    jsc: { parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const body = new Function("require", "exports", "stack", code);
  return synthStack((stack: ModuleStack) => body((path: string) => require(join(FOLDER, path)), {}, stack));
}

describe("README of network", () => {
  it("has three examples", () => {
    expect(EXAMPLES).toHaveLength(3);
  });

  it("lets SSH into the instance of an address", () => {
    const { addresses, data } = run(EXAMPLES[2]);
    expect(addresses).toEqual(["aws_vpc_security_group_ingress_rule.ssh"]);
    expect(Object.keys(data)).toEqual(["aws_eips", "aws_instance", "aws_instances"]);
  });

  it("gives the smallest example the addresses that it speaks of", () => {
    const { addresses, data } = run(EXAMPLES[0]);
    expect(addresses).toEqual([
      "aws_security_group.public",
      "aws_vpc_security_group_egress_rule.public_8000",
      "aws_vpc_security_group_ingress_rule.public_8000",
      "aws_vpc_security_group_ingress_rule.public_https",
    ]);
    expect(Object.keys(data["aws_instances"] ?? {})).toEqual(["api"]);
  });

  it("gives the example with a new VPC its rules", () => {
    const { addresses } = run(EXAMPLES[1]);
    expect(addresses.filter((address) => address.includes("_rule."))).toEqual([
      "aws_vpc_security_group_egress_rule.public_8000",
      "aws_vpc_security_group_egress_rule.public_8000_jobs",
      "aws_vpc_security_group_ingress_rule.public_8000",
      "aws_vpc_security_group_ingress_rule.public_8000_jobs",
      "aws_vpc_security_group_ingress_rule.public_http",
      "aws_vpc_security_group_ingress_rule.public_https",
    ]);
  });
});
