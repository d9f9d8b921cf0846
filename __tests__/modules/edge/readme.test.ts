import { join } from "node:path";
import { transformSync } from "@swc/core";
import { Testing } from "cdktf";
import { codeBlocks } from "../../../test-support/readme";
import { parse } from "../../../test-support/synth";

const FOLDER = join(__dirname, "../../../modules/edge");

/** What a TypeScript example of the README exports, its relative imports read from the module's folder. */
function runExample(source: string): Record<string, unknown> {
  const { code } = transformSync(source, {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  const exported: Record<string, unknown> = {};
  const load = (id: string) => require(id.startsWith("./") ? join(FOLDER, id) : id);
  new Function("require", "exports", code)(load, exported);
  return exported;
}

it("the smallest example synthesizes what the README says", () => {
  const examples = codeBlocks(join(FOLDER, "README.md"), "ts");
  expect(examples).toHaveLength(1);
  const { EdgeStack } = runExample(examples[0] ?? "");
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
