import { join } from "node:path";
import { Testing } from "cdktf";
import { codeBlocks, runExample } from "../../../test-support/readme";
import { parse } from "../../../test-support/synth";

const FOLDER = join(__dirname, "../../../modules/dns");

it("the smallest example synthesizes what the README says", () => {
  const examples = codeBlocks(join(FOLDER, "README.md"), "ts");
  expect(examples).toHaveLength(1);
  const { NamesStack } = runExample(FOLDER, examples[0] ?? "");
  if (typeof NamesStack !== "function") {
    throw new Error("the example exports no stack");
  }
  const stack = Reflect.construct(NamesStack, [Testing.app(), "names"]);
  const { resource, data } = parse(Testing.synth(stack, true));
  const counts = Object.fromEntries(
    Object.entries(resource).map(([type, byName]) => [type, Object.keys(byName).length]),
  );
  expect(counts).toEqual({
    aws_acm_certificate: 1,
    aws_acm_certificate_validation: 1,
    aws_route53_record: 3,
  });
  expect(Object.keys(data)).toEqual(["aws_route53_zone"]);
});
