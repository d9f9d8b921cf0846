import { DataAwsVpc } from "@cdktf/provider-aws/lib/data-aws-vpc";
import { Eip } from "@cdktf/provider-aws/lib/eip";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { TerraformOutput, TerraformVariable, Testing } from "cdktf";
import { Construct } from "constructs";
import { AddressableStack } from "../../stacks/addressable-stack";
import { parse } from "../../test-support/synth";

class Empty extends AddressableStack {}

function addressesOf(build: (stack: Empty) => void): readonly string[] {
  const stack = new Empty(Testing.app(), "test");
  build(stack);
  return parse(Testing.synth(stack)).addresses;
}

/** What `build` is refused with; Terraform names are given when they are first used. */
function refusal(build: (stack: Empty) => void): string {
  try {
    addressesOf(build);
  } catch (error) {
    return String(error);
  }
  return "not refused";
}

describe("an address", () => {
  it("is the construct path, without the stack, a hash and `Resource`", () => {
    const addresses = addressesOf((stack) => {
      const outer = new Construct(stack, "public");
      new Eip(outer, "Resource");
      new Eip(new Construct(outer, "https"), "api-any");
      new Eip(new Construct(new Construct(new Construct(stack, "Resource"), "own"), "inner"), "Resource");
    });
    expect(addresses).toEqual(["aws_eip.own_inner", "aws_eip.public", "aws_eip.public_https_api-any"]);
  });

  it("is the same whatever the stack is called", () => {
    const build = (id: string) => {
      const stack = new Empty(Testing.app(), id);
      new Eip(new Construct(stack, "one"), "two");
      return Testing.synth(stack);
    };
    expect(build("first")).toBe(build("second"));
  });

  it.each(["a", "_a", "A-1_b", "i-0123456789abcdef0"])("may be %s", (id) => {
    expect(addressesOf((stack) => new Eip(stack, id))).toEqual([`aws_eip.${id}`]);
  });

  it.each(["1a", "-a", "a.b", "a b", "ä", "a$", "*"])("may not be %s", (id) => {
    expect(refusal((stack) => new Eip(stack, id).id)).toMatch(
      /`test\/.+` gives the Terraform name ".+": use letters, digits, _ and -/,
    );
  });

  it("may not be empty", () => {
    expect(refusal((stack) => new Eip(stack, "Resource").id)).toContain('gives the Terraform name ""');
  });
});

describe("two of one type with one address", () => {
  it("are refused with both paths", () => {
    const found = refusal((stack) => {
      new Eip(new Construct(stack, "a"), "b_c");
      new Eip(new Construct(stack, "a_b"), "c");
    });
    expect(found).toContain("`test/a/b_c` and `test/a_b/c` would both be `aws_eip.a_b_c`: rename one");
  });

  it("are refused where `Resource` makes them one", () => {
    const found = refusal((stack) => {
      new Eip(new Construct(stack, "a"), "Resource");
      new Eip(new Construct(new Construct(stack, "Resource"), "a"), "Resource");
    });
    expect(found).toContain("would both be `aws_eip.a`");
  });

  it("of different types are not refused", () => {
    const stack = new Empty(Testing.app(), "test");
    const vpc = new Vpc(new Construct(stack, "network"), "Resource", { cidrBlock: "10.0.0.0/16" });
    const address = new Eip(vpc, "Resource");
    new DataAwsVpc(address, "Resource");
    const { addresses, data } = parse(Testing.synth(stack));
    expect(addresses).toEqual(["aws_eip.network", "aws_vpc.network"]);
    expect(Object.keys(data["aws_vpc"] ?? {})).toEqual(["network"]);
  });
});

describe("variables and outputs", () => {
  it("have readable names too", () => {
    const stack = new Empty(Testing.app(), "test");
    const secret = new TerraformVariable(stack, "origin_secret", { type: "string" });
    new TerraformOutput(stack, "url", { value: secret.stringValue });
    const { variable, output } = parse(Testing.synth(stack));
    expect(Object.keys(variable)).toEqual(["origin_secret"]);
    expect(output).toEqual({ url: { value: "${var.origin_secret}" } });
  });
});
