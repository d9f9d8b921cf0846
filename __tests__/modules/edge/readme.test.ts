import { join } from "node:path";
import { Testing } from "cdktf";
import { codeBlocks, runExample } from "../../../test-support/readme";
import { parse } from "../../../test-support/synth";

const FOLDER = join(__dirname, "../../../modules/edge");

it("the smallest example synthesizes what the README says", () => {
  const examples = codeBlocks(join(FOLDER, "README.md"), "ts");
  expect(examples).toHaveLength(1);
  const { EdgeStack } = runExample(FOLDER, examples[0] ?? "");
  if (typeof EdgeStack !== "function") {
    throw new Error("the example exports no stack");
  }
  const stack = Reflect.construct(EdgeStack, [Testing.app(), "edge"]);
  const { resource } = parse(Testing.synth(stack, true));
  const counts = Object.fromEntries(
    Object.entries(resource).map(([type, byName]) => [type, Object.keys(byName).length]),
  );
  expect(counts).toEqual({
    aws_cloudfront_cache_policy: 1,
    aws_cloudfront_distribution: 1,
    aws_cloudfront_function: 1,
    aws_cloudfront_origin_access_control: 1,
    aws_s3_bucket: 1,
    aws_s3_bucket_lifecycle_configuration: 1,
    aws_s3_bucket_ownership_controls: 1,
    aws_s3_bucket_policy: 1,
    aws_s3_bucket_public_access_block: 1,
    aws_s3_bucket_server_side_encryption_configuration: 1,
    aws_s3_bucket_versioning: 1,
  });
});
