import { secretsInOutputs } from "../../test-support/secrets-in-outputs";
import { SHAPE_NAMES, synthShape } from "../../test-support/shapes";
import { parse } from "../../test-support/synth";

// That each stands in docs/deploying.md, and no other, is a test of the documents.
describe.each(SHAPE_NAMES)("the outputs of %s", (name) => {
  const outputs = () => Object.entries(synthShape(name).output);

  it("are few, named alike, and say what they are", () => {
    expect(outputs().length).toBeGreaterThan(0);
    expect(outputs().length).toBeLessThanOrEqual(11);
    for (const [output, { description }] of outputs()) {
      expect(output).toMatch(/^[a-z]+(_[a-z]+)*$/);
      expect(description).toMatch(/^[A-Z].{15,}[^.]$/);
    }
  });

  it("hold no secret, and so none is sensitive", () => {
    expect(secretsInOutputs(synthShape(name))).toEqual([]);
    expect(outputs().filter(([, body]) => "sensitive" in body)).toEqual([]);
  });
});

it("secrets are there to be found", () => {
  expect(synthShape("smallest").variable["origin_secret"]).toMatchObject({ sensitive: true });
  expect(synthShape("secret in SSM").data).toHaveProperty("aws_ssm_parameter.origin_secret");
});

describe("secretsInOutputs", () => {
  const stack = (shape: string, value: unknown) => {
    const { output, ...rest } = JSON.parse(synthShape(shape).json);
    return parse(JSON.stringify({ ...rest, output: { ...output, bad: { value } } }));
  };

  it.each([
    ["smallest", "${var.origin_secret}", "bad <- var.origin_secret"],
    [
      "smallest",
      { header: ["x", '${element(split(",", var.origin_secret), 0)}'] },
      "bad <- var.origin_secret",
    ],
    [
      "smallest",
      "${aws_cloudfront_distribution.edge.origin}",
      "bad <- aws_cloudfront_distribution.edge.origin <- var.origin_secret",
    ],
    [
      "smallest",
      "${aws_cloudfront_distribution.edge}",
      "bad <- aws_cloudfront_distribution.edge <- var.origin_secret",
    ],
    [
      "smallest",
      "${jsonencode(aws_lb_listener_rule.public_https_api_any)}",
      "bad <- aws_lb_listener_rule.public_https_api_any <- var.origin_secret",
    ],
    [
      "secret in SSM",
      "${data.aws_ssm_parameter.origin_secret.value}",
      "bad <- data.aws_ssm_parameter.origin_secret.value",
    ],
    [
      "secret in SSM",
      "${data.aws_ssm_parameter.origin_secret}",
      "bad <- data.aws_ssm_parameter.origin_secret",
    ],
    [
      "secret in SSM",
      '${aws_lb_listener_rule.public_https_api_any["a"].condition}',
      'bad <- aws_lb_listener_rule.public_https_api_any["a"].condition <- data.aws_ssm_parameter.origin_secret.value',
    ],
  ])("finds in %s what %j holds", (shape, value, way) => {
    expect(secretsInOutputs(stack(shape, value))).toEqual([way]);
  });

  it.each([
    "${aws_cloudfront_distribution.edge.id}",
    "${aws_lb.public.dns_name}",
    "var.origin_secret",
    "${var.something_else}",
  ])("finds nothing in %s", (value) => {
    expect(secretsInOutputs(stack("smallest", value))).toEqual([]);
  });

  it("finds nothing in the name of a parameter", () => {
    expect(secretsInOutputs(stack("secret in SSM", "${data.aws_ssm_parameter.origin_secret.arn}"))).toEqual(
      [],
    );
  });

  it("follows locals and repeated resources, and is not caught in a circle", () => {
    const made = parse(
      JSON.stringify({
        variable: { password: { sensitive: true } },
        locals: { a: "${local.b}", b: "${local.a} ${var.password}" },
        resource: {
          random_password: { it: {} },
          aws_eip: {
            each: { for_each: "${toset([random_password.it.result])}", tags: { Name: "${each.value}" } },
          },
        },
        output: { local: { value: "${local.a}" }, each: { value: '${aws_eip.each["x"].tags}' } },
      }),
    );
    expect(secretsInOutputs(made)).toEqual([
      "local <- local.a <- local.b <- var.password",
      'each <- aws_eip.each["x"].tags <- random_password.it.result',
    ]);
  });
});
