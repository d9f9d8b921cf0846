import { TerraformOutput, Token } from "cdktf";
import { ViewerRequestFunction, type ViewerRequestFunctionProps } from "../../../modules/edge/viewer-request";
import { synthStack } from "../../../test-support/synth";

/** How Terraform JSON refers to an attribute. */
function reference(attribute: string): string {
  return `\${${attribute}}`;
}

const MINIMAL: ViewerRequestFunctionProps = { name: "shop-pages", comment: "Deep links", pages: "spa" };
const REDIRECT = { canonicalHost: "example.com", redirectHosts: ["www.example.com"] };

const PASSWORD = `preview:${"a".repeat(32)}:${"b".repeat(64)}`;

function build(props: Partial<ViewerRequestFunctionProps>) {
  return synthStack((stack) => {
    new ViewerRequestFunction(stack, "pages", { ...MINIMAL, ...props });
  });
}

it("is one published function, replaced before it is destroyed", () => {
  const { addresses, resource } = build({});
  expect(addresses).toEqual(["aws_cloudfront_function.pages"]);
  expect(resource["aws_cloudfront_function"]?.["pages"]).toMatchObject({
    name: "shop-pages",
    comment: "Deep links",
    runtime: "cloudfront-js-2.0",
    publish: true,
    lifecycle: { create_before_destroy: true },
  });
});

it("bakes its options into the code", () => {
  const { resource } = build({ ...REDIRECT, pages: "spa", assetExtensions: ["js"] });
  expect(resource["aws_cloudfront_function"]?.["pages"]?.["code"]).toMatch(
    /^const OPTIONS = \{\n {2}canonicalHost: "example.com",\n {2}redirectHosts: \["www.example.com"\],\n {2}pages: "spa",\n {2}assetExtensions: \["js"\]\n\};\n/,
  );
});

it("gives the ARN of the function", () => {
  const { output } = synthStack((stack) => {
    new TerraformOutput(stack, "arn", { value: new ViewerRequestFunction(stack, "pages", MINIMAL).arn });
  });
  expect(output["arn"]).toEqual({ value: reference("aws_cloudfront_function.pages.arn") });
});

it("stands twice in one stack", () => {
  const { addresses } = synthStack((stack) => {
    new ViewerRequestFunction(stack, "pages", MINIMAL);
    new ViewerRequestFunction(stack, "redirect", { name: "b", comment: "Redirect", ...REDIRECT });
  });
  expect(addresses).toEqual(["aws_cloudfront_function.pages", "aws_cloudfront_function.redirect"]);
});

it("asks for a password alone, too", () => {
  const { resource } = build({ pages: "untouched", basicAuth: { passwords: [PASSWORD], exempt: ["/x/*"] } });
  const code = String(resource["aws_cloudfront_function"]?.["pages"]?.["code"]);
  expect(code).toContain('exempt: ["/x/*","/x"]');
  expect(code).toContain(`{ salt: "${"a".repeat(32)}", hash: "${"b".repeat(64)}" }`);
});

describe("what is refused", () => {
  test.each<[string, Partial<ViewerRequestFunctionProps>, string]>([
    ["an empty name", { name: "" }, "`name` must have 1 to 64"],
    ["a long name", { name: "a".repeat(65) }, "`name` must have 1 to 64"],
    ["a dotted name", { name: "a.b" }, '`name` must have 1 to 64 letters, digits, _ or -, got: "a.b"'],
    ["no comment", { comment: "" }, "`comment` must have 1 to 128"],
    ["a long comment", { comment: "a".repeat(129) }, "`comment` must have 1 to 128"],
    ["nothing to do", { pages: "untouched" }, "`redirectHosts`, `pages` or `basicAuth` must be given"],
    ["no password", { basicAuth: { passwords: [], exempt: [] } }, "`basicAuth.passwords` must hold one"],
    [
      "a password itself",
      { basicAuth: { passwords: ["hunter2"], exempt: [] } },
      "`basicAuth.passwords` must be <user>:<32 hex digits>:<64 hex digits>",
    ],
    [
      "an exemption of everything",
      { basicAuth: { passwords: [PASSWORD], exempt: ["/*"] } },
      "`basicAuth.exempt` must be path patterns that begin with a name",
    ],
    [
      "an exemption that is no path",
      { basicAuth: { passwords: [PASSWORD], exempt: ["x"] } },
      "`basicAuth.exempt` must be path patterns that begin with a name",
    ],
    ["redirects to nowhere", { redirectHosts: ["a.test"] }, "`canonicalHost` must be given"],
    ["redirects of nobody", { canonicalHost: "a.test" }, "`redirectHosts` must be given"],
    [
      "a wildcard target",
      { ...REDIRECT, canonicalHost: "*.example.com" },
      "`canonicalHost` must be a lower-case",
    ],
    [
      "a target in capitals",
      { ...REDIRECT, canonicalHost: "Example.com" },
      "`canonicalHost` must be a lower-case",
    ],
    [
      "a target with a port",
      { ...REDIRECT, canonicalHost: "a.test:80" },
      "`canonicalHost` must be a lower-case",
    ],
    [
      "a quote in a host",
      { ...REDIRECT, redirectHosts: ['a".test'] },
      "`redirectHosts` must be a lower-case",
    ],
    [
      "a loop",
      { ...REDIRECT, redirectHosts: ["example.com"] },
      "`redirectHosts` must not hold `canonicalHost`",
    ],
    ["a host twice", { ...REDIRECT, redirectHosts: ["a.test", "a.test"] }, "got twice: a.test"],
    ["a token", { ...REDIRECT, canonicalHost: Token.asString({ resolve: () => "x" }) }, "known at synthesis"],
    [
      "a dotted extension",
      { assetExtensions: [".js"] },
      '`assetExtensions` must be lower case, without the dot, got: ".js"',
    ],
    [
      "extensions without spa",
      { pages: "directories", assetExtensions: ["js"] },
      'must go with `pages: "spa"`',
    ],
    [
      "more than 10 KB",
      {
        ...REDIRECT,
        redirectHosts: Array.from({ length: 250 }, (_, i) => `a-rather-long-name-${i}.example.com`),
      },
      "the code must have at most 10240 bytes, got: ",
    ],
  ])("%s", (_, props, message) => {
    expect(() => build(props)).toThrow(message);
  });

  test.each<[string, Partial<ViewerRequestFunctionProps>]>([
    ["a name of 64", { name: "a".repeat(64) }],
    ["a comment of 128", { comment: "a".repeat(128) }],
    ["every other host", { ...REDIRECT, redirectHosts: ["*"] }],
    ["a wildcard", { ...REDIRECT, redirectHosts: ["*.example.com"] }],
    ["a redirect alone", { ...REDIRECT, pages: "untouched" }],
  ])("but not %s", (_, props) => {
    expect(() => build(props)).not.toThrow();
  });

  it("never with the password that was meant", () => {
    expect(() => build({ basicAuth: { passwords: ["hunter2"], exempt: [] } })).not.toThrow(/hunter2/);
  });

  it("all at once, with the construct's path", () => {
    expect(() => build({ name: "", comment: "" })).toThrow(
      /^ViewerRequestFunction `test\/pages`:\n {2}`name` .*\n {2}`comment` /,
    );
  });
});
