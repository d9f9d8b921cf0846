import { environment, synthEnvironment } from "../../test-support/environments";
import { type Body, blocksOf, resourcesOf } from "../../test-support/exposure/read";
import { synthShape } from "../../test-support/shapes";
import type { Synthesized } from "../../test-support/synth";

/** What the distribution sends, and what every forwarding rule demands. */
function bothEnds(stack: Synthesized): { readonly sent: Body[]; readonly demanded: Body[] } {
  const sent = resourcesOf(stack, "aws_cloudfront_distribution").flatMap(({ body }) =>
    blocksOf(body, "origin").flatMap((origin) => blocksOf(origin, "custom_header")),
  );
  const demanded = resourcesOf(stack, "aws_lb_listener_rule").flatMap(({ body }) =>
    blocksOf(body, "condition").flatMap((condition) => blocksOf(condition, "http_header")),
  );
  return { sent, demanded };
}

describe("a secret from the variable", () => {
  const stack = synthShape("smallest");
  const { origin_secret: variable = {} } = stack.variable;
  const { origin_secret_header: header = {} } = stack.output;

  it("is sensitive, and empty until someone gives it", () => {
    expect(Object.keys(stack.variable)).toEqual(["origin_secret"]);
    expect(variable).toMatchObject({ type: "string", sensitive: true, nullable: false, default: "" });
  });

  it("is sent as the first value, and accepted as any", () => {
    const values = 'split(",", var.origin_secret)';
    expect(bothEnds(stack)).toEqual({
      sent: [{ name: "x-origin-verify", value: `\${element(${values}, 0)}` }],
      demanded: [{ http_header_name: "x-origin-verify", values: `\${${values}}` }],
    });
  });

  it("is not validated by the variable: Terraform would print what it refuses", () => {
    expect(variable["validation"]).toBeUndefined();
  });

  it("is refused with what to do", () => {
    const [precondition = {}] = blocksOf(header, "precondition");
    expect(precondition["error_message"]).toMatch(
      /export TF_VAR_origin_secret .* let SSM keep it.* secret production, which prints .* secret production --store ssm\.$/,
    );
  });
});

describe("the form of a secret", () => {
  const { origin_secret_header = {} } = synthShape("smallest").output;
  const [{ condition } = {}] = blocksOf(origin_secret_header, "precondition");
  const [, source = "(?!)"] = /regex\("([^"]+)", value\)/.exec(String(condition)) ?? [];
  const form = new RegExp(source);

  it("holds for each of one or two values", () => {
    const values = 'split(",", var.origin_secret)';
    expect(condition).toBe(
      `\${length(${values}) <= 2 && alltrue([for value in ${values} : can(regex("${source}", value))])}`,
    );
  });

  it.each([[32], [128]])("takes %d characters", (length) => {
    expect(form.test("a".repeat(length))).toBe(true);
  });

  it.each([
    ["31 characters", "a".repeat(31)],
    ["129 characters", "a".repeat(129)],
    ["nothing", ""],
    ["capitals, which the load balancer does not tell apart", "A".repeat(32)],
    ["wildcards, which it reads as such", `${"a".repeat(32)}*`],
    ["a comma within one value", `${"a".repeat(32)},`],
    ["a line break", `${"a".repeat(32)}\n`],
  ])("refuses %s", (_, value) => {
    expect(form.test(value)).toBe(false);
  });
});

describe("a secret from SSM", () => {
  const stack = synthShape("secret in SSM");

  it("leaves no variable to set", () => {
    expect(stack.variable).toEqual({});
  });

  it("is read, decrypted and checked", () => {
    const { origin_secret: parameter = {} } = stack.data["aws_ssm_parameter"] ?? {};
    expect(parameter).toMatchObject({ name: "/shop/production/origin-secret", with_decryption: true });
    const [lifecycle = {}] = blocksOf(parameter, "lifecycle");
    const [{ condition, error_message } = {}] = blocksOf(lifecycle, "postcondition");
    expect(condition).toContain('split(",", self.value)');
    expect(error_message).toContain("/shop/production/origin-secret must hold 32 to 128 characters");
  });

  it("is at both ends", () => {
    const values = 'split(",", data.aws_ssm_parameter.origin_secret.value)';
    expect(bothEnds(stack)).toEqual({
      sent: [{ name: "x-origin-verify", value: `\${element(${values}, 0)}` }],
      demanded: [{ http_header_name: "x-origin-verify", values: `\${${values}}` }],
    });
  });
});

describe("where viewers reach the load balancer themselves", () => {
  it.each(["tutorial", "classic"])("%s has no secret", (name) => {
    const stack = synthShape(name);
    expect(stack.variable).toEqual({});
    expect(stack.data["aws_ssm_parameter"]).toBeUndefined();
    expect(bothEnds(stack)).toEqual({ sent: [], demanded: [] });
  });

  it("a parameter that is named is not read", () => {
    const loadBalancer = { exposure: "internet", originSecret: { ssm: "/shop/secret" } };
    expect(synthEnvironment(environment({ loadBalancer })).data["aws_ssm_parameter"]).toBeUndefined();
  });
});
