import "../../test-support/exposure";
import { BadInput } from "../../config/bad-input";
import { environment, type Keys, synthEnvironment, warningsOf } from "../../test-support/environments";
import { type Body, blocksOf } from "../../test-support/exposure/read";
import {
  COMBINATIONS,
  type Combination,
  SITE_NEEDS_EDGE,
  type WayIn,
} from "../../test-support/legal-combinations";

const ORIGIN_FACING = "com.amazonaws.global.cloudfront.origin-facing";
const GROUPS = {
  cloudfront: "aws_security_group.public_load_balancer",
  internet: "aws_security_group.public_load_balancer",
  private: "aws_security_group.private_load_balancer",
};
const PEERS = { CloudFront: ORIGIN_FACING, "CloudFront, in the VPC": ORIGIN_FACING, anyone: "0.0.0.0/0" };

/** The keys of a combination; with `http: forward` the backend has the port that it needs. */
function keysOf({ edge, exposure, http }: Partial<Combination>, site: boolean): Keys {
  return {
    edge: { enabled: edge },
    loadBalancer: { exposure, http },
    backends: {
      api: {
        ...(site ? { paths: ["/api/*"] } : {}),
        ...(http === "forward" ? { httpPort: 80 } : {}),
        targets: { type: "external" },
      },
    },
    ...(site ? { site: { spa: true } } : {}),
  };
}

function refusal(keys: Keys): readonly string[] {
  try {
    environment(keys);
  } catch (error) {
    if (error instanceof BadInput) return error.lines;
    throw error;
  }
  return [];
}

function rowName({ edge, exposure, http }: Combination): string {
  return `edge ${edge ? "on" : "off"}, ${exposure}, ${http}`;
}

const TABLE = COMBINATIONS.map((row) => ({ ...row, name: rowName(row) }));
const USED = TABLE.filter(({ outcome }) => outcome !== "refused");

it("the table has every combination once", () => {
  expect(new Set(TABLE.map(({ name }) => name)).size).toBe(2 * 3 * 3);
  expect(TABLE).toHaveLength(2 * 3 * 3);
});

describe.each(USED)("$name", (row) => {
  const { edge, wayIn, outcome, message = "", site } = row;
  const keys = keysOf(row, false);

  it("has the way in that the table gives, and no other", () => {
    const stack = synthEnvironment(environment(keys));
    expect(stack).toAdmitOnly(
      wayIn.map(({ port, from }) => `${GROUPS[row.exposure]} tcp/${port} ${PEERS[from]}`),
    );
    expect(stack).toForwardNothingByDefault();
    expect(stack).toGuardEveryForward(needsSecret(wayIn) ? "x-origin-verify" : undefined);
    expect(
      Object.values(stack.resource["aws_lb_listener"] ?? {})
        .map(({ port }) => port)
        .sort(),
    ).toEqual(
      wayIn
        .map(({ port }) => port)
        .sort((a, b) => b - a)
        .sort(),
    );
    for (const { port, answer } of wayIn) {
      expect(answerOf(stack.resource, port)).toBe(answer);
    }
    expect(Object.keys(stack.resource["aws_cloudfront_distribution"] ?? {})).toHaveLength(edge ? 1 : 0);
    const within = wayIn.some(({ from }) => from === "CloudFront, in the VPC");
    if (within) {
      expect(stack).toAnswerAtTheEdgeAlone();
    } else {
      expect(stack).not.toAnswerAtTheEdgeAlone();
    }
    expect(Object.keys(stack.resource["aws_cloudfront_vpc_origin"] ?? {})).toHaveLength(within ? 1 : 0);
    expect(Object.keys(stack.variable)).toEqual(needsSecret(wayIn) ? ["origin_secret"] : []);
  });

  it(outcome === "warned" ? "is warned about" : "is not warned about", () => {
    const warnings = warningsOf(keys).filter((line) => /exposure|http/.test(line));
    expect(warnings).toHaveLength(outcome === "warned" ? 1 : 0);
    expect(warnings.join()).toContain(message);
  });

  it(site ? "takes a site" : "takes no site", () => {
    const found = refusal(keysOf(row, true)).join("\n");
    expect(found === "").toBe(site);
    expect(found).toContain(site ? "" : SITE_NEEDS_EDGE);
  });
});

it.each(TABLE.filter(({ outcome }) => outcome === "refused"))("$name is refused", (row) => {
  const { message = "none" } = row;
  for (const site of [false, true]) {
    expect(refusal(keysOf(row, site)).join("\n")).toContain(message);
  }
});

describe("what is left out", () => {
  it.each([true, false])("with edge.enabled: %s comes to one row", (edge) => {
    const [row, ...others] = TABLE.filter((each) => each.edge === edge && each.byDefault.includes("edge"));
    expect(others).toEqual([]);
    expect(environment(keysOf({ edge }, false)).loadBalancer).toMatchObject({
      exposure: row?.exposure,
      http: row?.http,
    });
  });

  it.each(TABLE.filter(({ byDefault }) => byDefault.includes("exposure")))("http comes to $name", (row) => {
    const { edge, exposure, http } = row;
    expect(environment(keysOf({ edge, exposure }, false)).loadBalancer.http).toBe(http);
  });
});

function needsSecret(wayIn: readonly WayIn[]): boolean {
  return wayIn.some(({ answer }) => answer === "forward with the secret");
}

/** What a port does with a request: what its rules say, or else its default action. */
function answerOf(
  resource: Readonly<Record<string, Readonly<Record<string, Body>>>>,
  port: number,
): WayIn["answer"] | "nothing" {
  const [name, listener] =
    Object.entries(resource["aws_lb_listener"] ?? {}).find(([, body]) => body["port"] === port) ?? [];
  if (listener === undefined) return "nothing";
  const rules = Object.values(resource["aws_lb_listener_rule"] ?? {}).filter(
    ({ listener_arn }) => listener_arn === `\${aws_lb_listener.${name}.arn}`,
  );
  const demanding = rules.filter((rule) =>
    blocksOf(rule, "condition").some((condition) => blocksOf(condition, "http_header").length > 0),
  );
  if (rules.length > 0) return demanding.length === rules.length ? "forward with the secret" : "forward";
  return blocksOf(listener, "default_action").some(({ type }) => type === "redirect")
    ? "redirect to HTTPS"
    : "nothing";
}
