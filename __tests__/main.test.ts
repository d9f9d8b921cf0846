import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "../test-support/checkout";
import { environmentText } from "../test-support/environments";

const LONG = 60_000;

const GOOD = environmentText();
const STAGING = environmentText({ environment: "staging", domain: { name: "example.org" } });
const BAD = environmentText({
  region: "eu-west-9",
  backends: { api: { targets: { type: "external" }, prot: 1 } },
});

/** Runs `use` on a checkout with these environments; it is gone afterwards. */
async function inCheckout(
  files: Readonly<Record<string, string>>,
  use: (checkout: Checkout) => Promise<void>,
): Promise<void> {
  const checkout = new Checkout(files);
  try {
    await use(checkout);
  } finally {
    checkout.remove();
  }
}

describe("a bad file", () => {
  it(
    "is reported with everything that is wrong in all files, and nothing is written",
    () =>
      inCheckout(
        { "production.yaml": BAD, "staging.yaml": STAGING, "test.yaml": "a: [" },
        async (checkout) => {
          const { code, stdout, stderr } = await checkout.synth();
          expect(code).toBe(2);
          expect(stdout).toBe("");
          const lines = stderr.trimEnd().split("\n");
          expect(lines).toEqual([
            expect.stringMatching(/^environments\/production\.yaml:3:\d+ region: .* "eu-west-9"/),
            expect.stringMatching(
              /^environments\/production\.yaml:\d+:\d+ backends\.api\.prot: is no known key; write port/,
            ),
            expect.stringMatching(/^environments\/test\.yaml:\d+:\d+/),
          ]);
          expect(checkout.written()).toEqual({});
        },
      ),
    LONG,
  );

  it(
    "leaves what an earlier synth has written as it was",
    () =>
      inCheckout({ "production.yaml": BAD }, async (checkout) => {
        const before = { "stacks/production/cdk.tf.json": "{}", "manifest.json": "{}" };
        mkdirSync(join(checkout.output, "stacks", "production"), { recursive: true });
        for (const [file, text] of Object.entries(before)) writeFileSync(join(checkout.output, file), text);
        expect((await checkout.synth()).code).toBe(2);
        expect(checkout.written()).toEqual(before);
      }),
    LONG,
  );
});

describe("an environment that is no longer read", () => {
  const base = environmentText({ environment: undefined, domain: undefined });
  const extending = (name: string) =>
    `extends: _base.yaml\nenvironment: ${name}\ndomain: {name: ${name}.example.com}\n`;
  const both = {
    "_base.yaml": base,
    "production.yaml": extending("production"),
    "staging.yaml": extending("staging"),
  };

  it.each([
    ["because its file is gone", true, {}],
    ["because another is named", false, { GATEHOUSE_ENVIRONMENTS: "production" }],
  ])(
    "%s, leaves what was written of it as it was",
    (_, gone, env) =>
      inCheckout(both, async (checkout) => {
        expect((await checkout.synth()).code).toBe(0);
        const before = checkout.written();
        if (gone) rmSync(join(checkout.path, "environments", "staging.yaml"));
        expect(await checkout.synth({ env })).toMatchObject({ code: 0, stdout: "", stderr: "" });
        const { "manifest.json": manifest = "{}", ...now } = checkout.written();
        expect(now).toEqual(expect.objectContaining({ "stacks/staging/cdk.tf.json": expect.any(String) }));
        expect({ ...now, "manifest.json": before["manifest.json"] }).toEqual(before);
        // cdktf deploys and destroys what stands here, and nothing else
        expect(Object.keys(JSON.parse(manifest).stacks)).toEqual(["production"]);
      }),
    LONG,
  );
});

describe("GATEHOUSE_ENVIRONMENTS", () => {
  it(
    "names those that are read; the others may be bad",
    () =>
      inCheckout({ "production.yaml": BAD, "staging.yaml": STAGING }, async (checkout) => {
        const { code } = await checkout.synth({ env: { GATEHOUSE_ENVIRONMENTS: "staging" } });
        expect(code).toBe(0);
        expect(Object.keys(checkout.written())).toContain("stacks/staging/cdk.tf.json");
        expect(Object.keys(checkout.written())).not.toContain("stacks/production/cdk.tf.json");
      }),
    LONG,
  );

  it(
    "with a name that is not there is bad input",
    () =>
      inCheckout({ "production.yaml": GOOD }, async (checkout) => {
        const { code, stderr } = await checkout.synth({ env: { GATEHOUSE_ENVIRONMENTS: "prodution" } });
        expect(code).toBe(2);
        expect(stderr).toContain('has no environment "prodution"; write production');
        expect(checkout.written()).toEqual({});
      }),
    LONG,
  );
});

describe("a file that can be used", () => {
  it(
    "is synthesized with its extension; warnings go to stderr",
    () =>
      inCheckout(
        {
          "production.yaml": environmentText({ loadBalancer: { exposure: "internet" } }),
          "production.ts": [
            'import { SsmParameter } from "@cdktf/provider-aws/lib/ssm-parameter";',
            'import type { WebStack } from "../stacks/web-stack";',
            "export default (stack: WebStack) => {",
            '  new SsmParameter(stack, "release", { name: "/release", type: "String", value: stack.hosts.canonical });',
            "};",
          ].join("\n"),
          "_base.yaml": "nonsense: [",
        },
        async (checkout) => {
          const { code, stdout, stderr } = await checkout.synth();
          expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
          expect(stderr).toMatch(
            /^warning: environments\/production\.yaml:\d+:\d+ loadBalancer\.exposure: lets anyone reach/,
          );
          expect(stderr.trimEnd().split("\n")).toHaveLength(1);
          const json = JSON.parse(checkout.written()["stacks/production/cdk.tf.json"] ?? "{}");
          expect(json.resource.aws_ssm_parameter.release).toMatchObject({
            name: "/release",
            value: "example.com",
          });
        },
      ),
    LONG,
  );
});

it("main.ts has under 20 lines", () => {
  const text = readFileSync(join(__dirname, "..", "main.ts"), "utf8");
  expect(text.trimEnd().split("\n").length).toBeLessThan(20);
});
