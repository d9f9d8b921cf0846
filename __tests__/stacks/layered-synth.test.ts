import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Testing } from "cdktf";
import type { Environment } from "../../config/environment";
import { synthesize } from "../../stacks/synthesize";
import { WebStack } from "../../stacks/web-stack";
import { environment } from "../../test-support/environments";

const LAYERED = environment({ layout: "layered", environment: "staging", domain: { name: "example.org" } });
const STACKS = ["staging-backend", "staging-dns", "staging-edge", "staging-network"];

/** What is written of the environments, by stack, with what the files of their folder add. */
function written(
  environments: readonly Environment[],
  files: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), "layered-synth-"));
  const before = process.env.CDKTF_OUTDIR;
  process.env.CDKTF_OUTDIR = join(folder, "out");
  try {
    symlinkSync(join(__dirname, "..", "..", "node_modules"), join(folder, "node_modules"));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    synthesize(environments, folder);
    const stacks = join(folder, "out", "stacks");
    return Object.fromEntries(
      readdirSync(stacks)
        .sort()
        .map((stack) => [stack, readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")]),
    );
  } finally {
    if (before === undefined) delete process.env.CDKTF_OUTDIR;
    else process.env.CDKTF_OUTDIR = before;
    rmSync(folder, { recursive: true });
  }
}

it("writes a stack for each layer, beside the single stacks of others", () => {
  const single = written([environment()]);
  const both = written([environment(), LAYERED]);
  expect(Object.keys(both)).toEqual(["production", ...STACKS]);
  expect(both["production"]).toBe(single["production"]);
});

it("writes the same each time, with an extension somewhere too", () => {
  const layers = written([LAYERED]);
  expect(written([LAYERED])).toEqual(layers);
  const extended = written([environment(), LAYERED], { "production.ts": "export default () => {};" });
  expect(Object.fromEntries(STACKS.map((stack) => [stack, extended[stack]]))).toEqual(layers);
});

describe("an extension", () => {
  /** An output of a layer that tells something of the backend's. */
  const telling = (layer: string) =>
    [
      'import { TerraformOutput } from "cdktf";',
      'import type { LayeredEnvironment } from "../stacks/layered-environment";',
      "export default function extend({ layers, serving }: LayeredEnvironment): void {",
      `  const value = serving?.backends.loadBalancer.arn;`,
      `  if (layers.${layer} !== undefined) new TerraformOutput(layers.${layer}, "told", { value });`,
      "}",
    ].join("\n");

  it("may use in one layer what an earlier one made", () => {
    const plain = written([LAYERED]);
    const layers = written([LAYERED], { "staging.ts": telling("dns") });
    const outputsOf = (stack: string) => JSON.parse(layers[stack] ?? "{}").output;
    expect(outputsOf("staging-dns").told.value).toBe(
      "${data.terraform_remote_state.backend_state.outputs.aws_lb_public_arn}",
    );
    expect(outputsOf("staging-backend").aws_lb_public_arn).toEqual({
      value: "${aws_lb.public.arn}",
      description: "aws_lb.public.arn, to which another stack refers",
    });
    expect(layers["staging-edge"]).toBe(plain["staging-edge"]);
  });

  it("may not make a circle", () => {
    expect(() => written([LAYERED], { "staging.ts": telling("network") })).toThrow(/depend/);
  });

  it("is told that it is handed no stack", () => {
    const text = [
      'import { TerraformOutput } from "cdktf";',
      'export default (stack: any) => { new TerraformOutput(stack, "one", { value: "1" }); };',
    ].join("\n");
    expect(() => written([LAYERED], { "staging.ts": text })).toThrow(
      /staging\.ts: .*\. With layout: layered it is handed the layers and no stack, docs\/layers\.md$/,
    );
  });

  it("must be a function of them", () => {
    expect(() => written([LAYERED], { "staging.ts": "export {};" })).toThrow(
      "must export by default a function (layered: LayeredEnvironment) => void",
    );
  });
});

it("is no single stack, whoever asks for one", () => {
  expect(() => new WebStack(Testing.app(), LAYERED)).toThrow(
    "staging has layout: layered: make a LayeredEnvironment of it",
  );
});
