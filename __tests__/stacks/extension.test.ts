import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import { extend } from "../../stacks/extension";
import { environment, stackOf } from "../../test-support/environments";
import { shape, synthShape } from "../../test-support/shapes";
import { parse } from "../../test-support/synth";

/** The JSON of a stack that was extended from a folder which holds `files`. */
function extended(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "extension-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const stack = stackOf(environment());
    extend(stack, folder);
    return Testing.synth(stack, true);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const PLAIN = extended({});

it("adds what the environment's file says, with the stack at hand", () => {
  const text = [
    'import type { WebStack } from "../stacks/web-stack";',
    "export default function extend(stack: WebStack): void {",
    "  const url: string = `https://${stack.hosts.canonical}/`;",
    '  stack.addOverride("output.site", { value: url, description: stack.serving?.edge?.distribution.id });',
    "}",
  ].join("\n");
  const { output, ...rest } = JSON.parse(extended({ "production.ts": text }));
  expect(output.site).toEqual({
    value: "https://example.com/",
    description: "${aws_cloudfront_distribution.edge.id}",
  });
  const { site: _, ...others } = output;
  expect({ ...rest, output: others }).toEqual(JSON.parse(PLAIN));
});

it("leaves other environments' files alone", () => {
  expect(extended({ "staging.ts": "throw new Error('read');", "production.txt": "" })).toBe(PLAIN);
});

it.each([
  ["nothing", "export {};"],
  ["a name", "export function extend(): void {}"],
  ["an object", "export default { extend() {} };"],
  ["a text", "export default 'extend';"],
])("refuses a file that exports %s", (_, text) => {
  expect(() => extended({ "production.ts": text })).toThrow(
    /production\.ts must export by default a function \(stack: WebStack\) => void$/,
  );
});

it("passes on what goes wrong in it", () => {
  const text = 'export default () => { throw new Error("no such parameter"); };';
  expect(() => extended({ "production.ts": text })).toThrow("no such parameter");
});

describe("the example's file", () => {
  const FOLDER = join(__dirname, "..", "..", "environments");

  it("adds a parameter for releases to what the example makes", () => {
    const stack = stackOf(shape("example"));
    extend(stack, FOLDER);
    const { addresses, resource } = parse(Testing.synth(stack, true));
    expect(addresses.filter((address) => !synthShape("example").addresses.includes(address))).toEqual([
      "aws_ssm_parameter.release",
    ]);
    expect(resource["aws_ssm_parameter"]?.["release"]).toMatchObject({
      name: "/shop/example/release",
      value: expect.stringContaining("aws_cloudfront_distribution.edge.id"),
    });
  });

  it.each([{ dns: { type: "create", stage: "request" } }, {}])(
    "adds nothing where no site stands: %j",
    (keys) => {
      const stack = stackOf(environment({ ...keys, environment: "example" }));
      extend(stack, FOLDER);
      expect(parse(Testing.synth(stack, true)).resource["aws_ssm_parameter"]).toBeUndefined();
    },
  );
});
