import { found } from "../../../test-support/guards";

const listener = (body: Readonly<Record<string, unknown>>) =>
  found("old-tls", { aws_lb_listener: { x: { protocol: "HTTPS", ...body } } });
const distribution = (body: Readonly<Record<string, unknown>>) =>
  found("old-tls", { aws_cloudfront_distribution: { x: body } });

describe("a listener", () => {
  it.each([
    "ELBSecurityPolicy-2016-08",
    "ELBSecurityPolicy-TLS-1-1-2017-01",
    "ELBSecurityPolicy-FS-2018-06",
    "ELBSecurityPolicy-FS-1-1-2019-08",
    "ELBSecurityPolicy-TLS13-1-0-2021-06",
    "ELBSecurityPolicy-TLS13-1-1-2021-06",
    "${var.policy}",
  ])("with %s is refused", (ssl_policy) => {
    expect(listener({ ssl_policy })).toEqual([`aws_lb_listener.x: ssl_policy ${ssl_policy}`]);
  });

  it.each([
    "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
    "ELBSecurityPolicy-TLS13-1-2-2021-06",
    "ELBSecurityPolicy-TLS13-1-3-2021-06",
    "ELBSecurityPolicy-TLS-1-2-2017-01",
    "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
    "ELBSecurityPolicy-FS-1-2-Res-2020-10",
  ])("with %s is taken", (ssl_policy) => {
    expect(listener({ ssl_policy })).toEqual([]);
  });

  it("without a policy is refused for HTTPS and TLS, and for a protocol that nobody knows", () => {
    expect(listener({})).toHaveLength(1);
    expect(listener({ protocol: "TLS" })).toHaveLength(1);
    expect(listener({ protocol: "${var.protocol}" })).toHaveLength(1);
    expect(listener({ protocol: "HTTP" })).toEqual([]);
    expect(listener({ protocol: "TCP" })).toEqual([]);
  });
});

describe("a distribution", () => {
  it.each(["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016", undefined, "${var.tls}"])(
    "with viewers' minimum %s is refused",
    (version) => {
      expect(distribution({ viewer_certificate: { minimum_protocol_version: version } })).toEqual([
        `aws_cloudfront_distribution.x: minimum_protocol_version ${version ?? "left out"}`,
      ]);
    },
  );

  it.each(["TLSv1.2_2018", "TLSv1.2_2021"])("with viewers' minimum %s is taken", (version) => {
    expect(distribution({ viewer_certificate: [{ minimum_protocol_version: version }] })).toEqual([]);
  });

  it("with CloudFront's own certificate is refused", () => {
    expect(distribution({ viewer_certificate: { cloudfront_default_certificate: true } })).toEqual([
      expect.stringContaining("CloudFront's own certificate"),
    ]);
  });

  it.each<[readonly string[], number]>([
    [["TLSv1.2"], 0],
    [["TLSv1.1", "TLSv1.2"], 1],
    [["SSLv3"], 1],
    [["${var.tls}"], 1],
    [[], 1],
  ])("whose origin speaks %j has %i faults", (origin_ssl_protocols, count) => {
    const custom_origin_config = { origin_protocol_policy: "https-only", origin_ssl_protocols };
    expect(distribution({ origin: [{ custom_origin_config }, { s3_origin_config: {} }] })).toHaveLength(
      count,
    );
  });

  it("with origins that nobody knows is refused", () => {
    expect(distribution({ origin: "${var.origins}" })).toHaveLength(1);
    expect(distribution({ origin: { custom_origin_config: "${var.config}" } })).toHaveLength(1);
  });
});

it.each<[string, string, Readonly<Record<string, unknown>>, number]>([
  ["a classic load balancer for HTTPS", "aws_elb", { listener: [{ lb_protocol: "https" }] }, 1],
  ["a classic load balancer for HTTP", "aws_elb", { listener: [{ lb_protocol: "http" }] }, 0],
  ["an API's name with TLS 1.0", "aws_api_gateway_domain_name", { security_policy: "TLS_1_0" }, 1],
  ["an API's name with TLS 1.2", "aws_api_gateway_domain_name", { security_policy: "TLS_1_2" }, 0],
])("%s", (_, type, body, count) => {
  expect(found("old-tls", { [type]: { x: body } })).toHaveLength(count);
});
