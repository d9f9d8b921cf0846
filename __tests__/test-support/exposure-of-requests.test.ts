import "../../test-support/exposure";
import { type Changes, changed, failure } from "../../test-support/changed";
import { synthShape } from "../../test-support/shapes";

const HEADER = "x-origin-verify";
const SECRET = "0123456789abcdefghijklmnopqrstuvwxyzabcd";

describe("toForwardNothingByDefault", () => {
  const redirect = { protocol: "HTTP", status_code: "HTTP_301" };
  it.each<[string, unknown]>([
    ["forward", [{ type: "forward", target_group_arn: "${aws_lb_target_group.api_public.arn}" }]],
    ["forward, weighted", { type: "forward", forward: { target_group: [] } }],
    ["redirect", [{ type: "redirect", redirect }]],
    ["fixed-response", [{ type: "fixed-response", fixed_response: { status_code: "200" } }]],
    ["nothing", null],
  ])("sees a listener that answers %s", (kind, action) => {
    const stack = changed("smallest", { aws_lb_listener: { public_https: { default_action: action } } });
    expect(failure(() => expect(stack).toForwardNothingByDefault())).toContain(
      kind.replace(", weighted", ""),
    );
  });
});

describe("toGuardEveryForward", () => {
  const secret = { http_header: { http_header_name: HEADER, values: '${split(",", var.origin_secret)}' } };
  const host = { host_header: { values: ["example.com"] } };
  const rule = "public_https_api_any";
  it.each<[string, unknown, RegExp]>([
    ["no condition", [], /whatever the Host/],
    ["no host", [secret, { path_pattern: { values: ["/api/*"] } }], /whatever the Host/],
    ["any host", [secret, { host_header: { values: ["*.*"] } }], /whatever the Host/],
    ["no secret", [host], /without x-origin-verify/],
    [
      "another header",
      [host, { http_header: { http_header_name: "x", values: ["${var.y}"] } }],
      /without x-origin/,
    ],
    [
      "a literal",
      [host, { http_header: { http_header_name: HEADER, values: [SECRET] } }],
      /without x-origin/,
    ],
    ["a wildcard", [host, { http_header: { http_header_name: HEADER, values: ["*"] } }], /without x-origin/],
  ])("sees %s", (_, condition, message) => {
    expect(synthShape("smallest").resource["aws_lb_listener_rule"]).toHaveProperty(rule);
    const stack = changed("smallest", { aws_lb_listener_rule: { [rule]: { condition } } });
    expect(failure(() => expect(stack).toGuardEveryForward(HEADER))).toMatch(message);
  });

  it("wants no secret where none is named", () => {
    expect(synthShape("classic")).toGuardEveryForward();
    expect(failure(() => expect(synthShape("classic")).toGuardEveryForward(HEADER))).toMatch(/without/);
  });
});

describe("toPassErrorsOn", () => {
  it.each([[[{ error_code: 404 }]], [{ error_code: 403 }]])("sees %j", (custom_error_response) => {
    const stack = changed("example", { aws_cloudfront_distribution: { edge: { custom_error_response } } });
    expect(failure(() => expect(stack).toPassErrorsOn())).toContain("custom_error_response");
  });
});

describe("toHaveNoLiteralSecret", () => {
  const origin = (value: string) => [
    { domain_name: "origin.example.com", custom_header: [{ name: HEADER, value }] },
  ];
  const encoded = Buffer.from(SECRET).toString("base64");
  it.each<[string, Changes, string]>([
    [
      "in a header that is sent",
      { aws_cloudfront_distribution: { edge: { origin: origin("anything") } } },
      "header x-origin-verify is a literal",
    ],
    [
      "hidden in a function",
      { aws_cloudfront_distribution: { edge: { origin: origin('${lower("anything")}') } } },
      "is a literal",
    ],
    [
      "beside something filled in",
      { aws_cloudfront_distribution: { edge: { origin: origin("a${var.x}") } } },
      "is a literal",
    ],
    [
      "in a header that is demanded",
      {
        aws_lb_listener_rule: {
          x: { condition: [{ http_header: { http_header_name: HEADER, values: ["x"] } }] },
        },
      },
      "is a literal",
    ],
    [
      "in any text",
      { aws_lb: { public: { tags: { note: `it is ${SECRET.toUpperCase()}` } } } },
      "the JSON holds",
    ],
    ["in a key", { aws_lb: { public: { tags: { [SECRET]: "x" } } } }, "the JSON holds"],
    ["in base64", { aws_lb: { public: { tags: { note: encoded } } } }, "the JSON holds"],
  ])("sees one %s", (_, changes, message) => {
    expect(synthShape("smallest")).toHaveNoLiteralSecret([SECRET]);
    expect(failure(() => expect(changed("smallest", changes)).toHaveNoLiteralSecret([SECRET]))).toContain(
      message,
    );
  });

  it("sees the default of a sensitive variable", () => {
    const stack = changed("smallest", {}, { variable: { origin_secret: { sensitive: true, default: "x" } } });
    expect(failure(() => expect(stack).toHaveNoLiteralSecret([]))).toContain("origin_secret has a default");
  });
});

describe("toKeepBucketsPrivate", () => {
  const policy = (...statements: readonly object[]) => ({
    aws_s3_bucket_policy: { site_policy: { policy: JSON.stringify({ Statement: statements }) } },
  });
  const arn = "${aws_s3_bucket.site.arn}";
  const deny = {
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource: [arn, `${arn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  it("takes what closes a bucket", () => {
    expect(changed("example", policy(deny))).toKeepBucketsPrivate();
    expect(
      changed("example", policy(deny, { Effect: "Allow", Principal: { Service: "x.amazonaws.com" } })),
    ).toKeepBucketsPrivate();
  });

  it.each<[string, Changes, string]>([
    [
      "a bucket without anything",
      { aws_s3_bucket: { other: {} } },
      "aws_s3_bucket.other has 0 aws_s3_bucket_public_access_block",
    ],
    [
      "a block that is not whole",
      { aws_s3_bucket_public_access_block: { site_private: { restrict_public_buckets: false } } },
      "public_access_block",
    ],
    [
      "two blocks",
      { aws_s3_bucket_public_access_block: { x: { bucket: "${aws_s3_bucket.site.id}" } } },
      "has 2",
    ],
    [
      "other owners",
      {
        aws_s3_bucket_ownership_controls: { site_ownership: { rule: { object_ownership: "ObjectWriter" } } },
      },
      "ownership",
    ],
    [
      "no encryption",
      { aws_s3_bucket_server_side_encryption_configuration: { site_encryption: { rule: [] } } },
      "encryption",
    ],
    ["plain HTTP", policy(), "aws_s3_bucket_policy"],
    ["plain HTTP for objects", policy({ ...deny, Resource: [arn] }), "aws_s3_bucket_policy"],
    ["plain HTTP for writers", policy({ ...deny, Action: "s3:GetObject" }), "aws_s3_bucket_policy"],
    [
      "everyone as a reader",
      policy(deny, { Effect: "Allow", Principal: "*", Action: "s3:GetObject" }),
      "aws_s3_bucket_policy",
    ],
    [
      "an account as a reader",
      policy(deny, { Effect: "Allow", Principal: { AWS: "*" } }),
      "aws_s3_bucket_policy",
    ],
    [
      "a policy that cannot be read",
      { aws_s3_bucket_policy: { site_policy: { policy: "${x}" } } },
      "aws_s3_bucket_policy",
    ],
    ["an ACL", { aws_s3_bucket_acl: { x: { acl: "public-read" } } }, "aws_s3_bucket_acl.x is an ACL"],
  ])("sees %s", (_, changes, message) => {
    expect(failure(() => expect(changed("example", changes)).toKeepBucketsPrivate())).toContain(message);
  });
});

describe("toDescribeEverything", () => {
  it.each<[string, Changes]>([
    [
      "aws_security_group.public_load_balancer",
      { aws_security_group: { public_load_balancer: { description: null } } },
    ],
    ["aws_security_group.x", { aws_security_group: { x: { description: "Managed by Terraform" } } }],
    ["aws_vpc_security_group_egress_rule.x", { aws_vpc_security_group_egress_rule: { x: {} } }],
    ["aws_cloudfront_distribution.edge", { aws_cloudfront_distribution: { edge: { comment: "" } } }],
    [
      "a rule in aws_security_group.public_load_balancer",
      { aws_security_group: { public_load_balancer: { ingress: {} } } },
    ],
  ])("sees %s", (place, changes) => {
    const found = failure(() => expect(changed("smallest", changes)).toDescribeEverything());
    expect(found).toContain(`${place} has no description`);
  });

  it("sees outputs and variables", () => {
    const stack = changed("smallest", {}, { output: { url: {} }, variable: { origin_secret: {} } });
    const found = failure(() => expect(stack).toDescribeEverything());
    expect(found).toContain("output.url has no description\nvar.origin_secret has no description");
  });
});

describe("toRefuseOldTls", () => {
  const origin = { origin_protocol_policy: "https-only", origin_ssl_protocols: ["TLSv1.2"] };
  const edge = (body: Readonly<Record<string, unknown>>) => ({ aws_cloudfront_distribution: { edge: body } });
  it.each<[string, Changes]>([
    ["a listener without a policy", { aws_lb_listener: { public_https: { ssl_policy: null } } }],
    [
      "a listener's old policy",
      { aws_lb_listener: { public_https: { ssl_policy: "ELBSecurityPolicy-2016-08" } } },
    ],
    [
      "a listener's new policy for old clients",
      { aws_lb_listener: { public_https: { ssl_policy: "ELBSecurityPolicy-TLS13-1-0-2021-06" } } },
    ],
    ["viewers' TLS 1.1", edge({ viewer_certificate: { minimum_protocol_version: "TLSv1.1_2016" } })],
    ["CloudFront's own certificate", edge({ viewer_certificate: { cloudfront_default_certificate: true } })],
    ["viewers' plain HTTP", edge({ default_cache_behavior: { viewer_protocol_policy: "allow-all" } })],
    ["viewers' plain HTTP at a path", edge({ ordered_cache_behavior: [{ path_pattern: "/x" }] })],
    [
      "an origin's plain HTTP",
      edge({ origin: [{ custom_origin_config: { ...origin, origin_protocol_policy: "match-viewer" } }] }),
    ],
    [
      "an origin's TLS 1.0",
      edge({ origin: [{ custom_origin_config: { ...origin, origin_ssl_protocols: ["TLSv1", "TLSv1.2"] } }] }),
    ],
  ])("sees %s", (_, changes) => {
    expect(synthShape("smallest")).toRefuseOldTls();
    expect(failure(() => expect(changed("smallest", changes)).toRefuseOldTls())).toMatch(
      /aws_(lb_listener|cloudfront)/,
    );
  });
});
