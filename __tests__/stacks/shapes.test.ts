import { environment, synthEnvironment } from "../../test-support/environments";
import { blocksOf, leavesOf, resourcesOf } from "../../test-support/exposure/read";
import { synthShape } from "../../test-support/shapes";
import type { Synthesized } from "../../test-support/synth";

function only(stack: Synthesized, type: string): Readonly<Record<string, unknown>> {
  const all = resourcesOf(stack, type);
  expect(all).toHaveLength(1);
  return all[0]?.body ?? {};
}

function redirectRules(stack: Synthesized) {
  return resourcesOf(stack, "aws_lb_listener_rule").filter(({ body }) =>
    blocksOf(body, "action").some(({ type }) => type === "redirect"),
  );
}

describe("aliases that redirect", () => {
  it("do so at the edge, on every behaviour, and reach no backend", () => {
    const stack = synthShape("aliases redirected");
    expect(redirectRules(stack)).toEqual([]);
    const distribution = only(stack, "aws_cloudfront_distribution");
    const behaviours = [
      ...blocksOf(distribution, "default_cache_behavior"),
      ...blocksOf(distribution, "ordered_cache_behavior"),
    ];
    expect(behaviours).toHaveLength(4);
    expect(behaviours.filter((each) => blocksOf(each, "function_association").length !== 1)).toEqual([]);
    const { pages, redirect } = stack.resource["aws_cloudfront_function"] ?? {};
    expect([pages, redirect].map((body) => String(body?.["code"]))).toEqual([
      expect.stringMatching(/redirectHosts: \["www\.example\.com"\],\n {2}pages: "spa"/),
      expect.stringMatching(/redirectHosts: \["www\.example\.com"\],\n {2}pages: "untouched"/),
    ]);
    expect(hostsOf(stack)).toEqual(["example.com"]);
  });

  it("do so at the load balancer where there is no edge", () => {
    const stack = synthShape("aliases redirected without an edge");
    const [rule, ...others] = redirectRules(stack);
    expect(others).toEqual([]);
    expect(rule?.address).toBe("aws_lb_listener_rule.public_https_alias_redirect_www_example_com");
    expect(blocksOf(rule?.body ?? {}, "action")).toMatchObject([
      { redirect: { host: "example.com", status_code: "HTTP_301" } },
    ]);
    expect(hostsOf(stack)).toEqual(["example.com", "www.example.com"]);
  });

  it("do so on port 80 too where it forwards", () => {
    const stack = synthEnvironment(
      environment({
        edge: { enabled: false },
        loadBalancer: { http: "forward" },
        domain: { name: "example.com", aliases: ["www.example.com"], redirectAliases: true },
        backends: { api: { httpPort: 80, targets: { type: "external" } } },
      }),
    );
    expect(redirectRules(stack)).toHaveLength(2);
  });
});

function hostsOf(stack: Synthesized): string[] {
  const conditions = resourcesOf(stack, "aws_lb_listener_rule").flatMap(({ body }) =>
    blocksOf(body, "condition"),
  );
  return [
    ...new Set(
      conditions.flatMap((each) => blocksOf(each, "host_header")).flatMap(({ values }) => leavesOf(values)),
    ),
  ].sort();
}

describe("certificates", () => {
  const namesOf = (body: Readonly<Record<string, unknown>> = {}) => [
    body["domain_name"],
    ...leavesOf(body["subject_alternative_names"] ?? []),
  ];

  it("hold the viewers' names at the edge, and the origin's too at the load balancer", () => {
    const { viewer, regional } = synthShape("example").resource["aws_acm_certificate"] ?? {};
    expect(namesOf(viewer)).toEqual(["example.com", "www.example.com"]);
    expect(namesOf(regional).sort()).toEqual(["example.com", "origin.example.com", "www.example.com"]);
    expect([viewer?.["provider"], regional?.["provider"]]).toEqual(["aws.us_east_1", undefined]);
  });

  it("of a wildcard share its name's record", () => {
    const stack = synthShape("wildcard alias");
    const { viewer } = stack.resource["aws_acm_certificate"] ?? {};
    expect(namesOf(viewer)).toEqual(["example.com", "*.example.com"]);
    expect(stack.addresses.filter((address) => address.includes(".validation_"))).toEqual([
      "aws_route53_record.validation_example_com",
      "aws_route53_record.validation_origin_example_com",
    ]);
  });

  it.each([
    [
      "own viewer certificate",
      "arn:aws:acm:us-east-1:",
      "${aws_acm_certificate_validation.regional.certificate_arn}",
    ],
    [
      "own regional certificate",
      "${aws_acm_certificate_validation.viewer.certificate_arn}",
      "arn:aws:acm:eu-west-1:",
    ],
    ["own certificates", "arn:aws:acm:us-east-1:", "arn:aws:acm:eu-west-1:"],
  ])("%s: each end has its own, validated where it is requested here", (name, viewer, regional) => {
    const stack = synthShape(name);
    const [{ acm_certificate_arn } = {}] = blocksOf(
      only(stack, "aws_cloudfront_distribution"),
      "viewer_certificate",
    );
    expect(acm_certificate_arn).toContain(viewer);
    expect(only(stack, "aws_lb_listener")["certificate_arn"]).toContain(regional);
  });
});

describe("protection", () => {
  const protectedOf = (stack: Synthesized) =>
    Object.keys(stack.resource).flatMap((type) =>
      resourcesOf(stack, type)
        .filter(({ body }) => blocksOf(body, "lifecycle").some((each) => each["prevent_destroy"] === true))
        .map(({ address }) => address),
    );

  it("holds what cannot be had again", () => {
    expect(protectedOf(synthShape("with a site"))).toEqual([
      "aws_cloudfront_distribution.edge",
      "aws_lb.public",
      "aws_s3_bucket.site",
    ]);
    expect(protectedOf(synthShape("created zone, request"))).toEqual(["aws_route53_zone.zone"]);
    expect(protectedOf(synthShape("created VPC"))).toEqual(expect.arrayContaining(["aws_vpc.network"]));
    expect(only(synthShape("with a site"), "aws_lb")["enable_deletion_protection"]).toBe(true);
    expect(only(synthShape("with a site"), "aws_s3_bucket")["force_destroy"]).toBe(false);
  });

  it("can be taken off, all of it", () => {
    const stack = synthShape("unprotected");
    expect(stack.json).not.toMatch(/"prevent_destroy": true/);
    expect(only(stack, "aws_lb")["enable_deletion_protection"]).toBe(false);
    expect(only(stack, "aws_s3_bucket")["force_destroy"]).toBe(true);
  });

  it("changes no address", () => {
    expect(synthShape("unprotected").addresses).toEqual(synthShape("with a site").addresses);
  });
});

describe("zones", () => {
  const purposes = (stack: Synthesized) => {
    const { value } = stack.output["dns_records"] ?? {};
    return Array.isArray(value)
      ? value.map((record: Readonly<Record<string, unknown>>) => `${record["purpose"]} ${record["name"]}`)
          .length
      : 0;
  };

  it("of another provider: the records to make are an output, in both stages", () => {
    expect(purposes(synthShape("external zone, request"))).toBe(2);
    expect(purposes(synthShape("external zone, ready"))).toBe(4);
    expect(synthShape("external zone, request").output["dns_records"]?.["description"]).toContain(
      "then dns.stage: ready",
    );
  });

  it("made here: their name servers are an output, in both stages", () => {
    const outputs = (name: string) => Object.keys(synthShape(name).output);
    expect(outputs("created zone, request")).toEqual(["name_servers"]);
    expect(outputs("created zone, ready")).toContain("name_servers");
    expect(synthShape("created zone, ready").addresses).toEqual(
      expect.arrayContaining([...synthShape("created zone, request").addresses]),
    );
  });

  it("get a CAA record where authorities are named", () => {
    const { example_com_caa: record } =
      synthShape("certificate authorities named").resource["aws_route53_record"] ?? {};
    expect(record).toMatchObject({ name: "example.com", type: "CAA", zone_id: "Z0123456789ABC" });
  });
});

describe("access logs", () => {
  const logsOf = (name: string) => blocksOf(only(synthShape(name), "aws_lb"), "access_logs");

  it("go to the bucket that is named", () => {
    expect(logsOf("access logs in a bucket of theirs")).toEqual([
      { bucket: "shop-logs", enabled: true, prefix: "alb" },
    ]);
  });

  it("or to one that is made, for the account that Terraform finds", () => {
    expect(logsOf("access logs in a bucket made here")).toMatchObject([
      { bucket: "${aws_s3_bucket_policy.access_logs_policy.bucket}" },
    ]);
    expect(synthShape("access logs in a bucket made here").json).toContain(
      "data.aws_caller_identity.current.account_id",
    );
  });

  it("are off unless asked for", () => {
    expect(logsOf("smallest")).toEqual([]);
  });
});

describe("providers", () => {
  const providersOf = (stack: Synthesized) => JSON.parse(stack.json).provider.aws;

  it("are two, both for the one account, both with the tags", () => {
    const tags = { Project: "shop", Environment: "production", ManagedBy: "gatehouse" };
    const common = { allowed_account_ids: ["123456789012"], default_tags: [{ tags }] };
    expect(providersOf(synthShape("smallest"))).toEqual([
      { ...common, region: "eu-west-1" },
      { ...common, region: "us-east-1", alias: "us_east_1" },
    ]);
  });

  it("take any account where none is named", () => {
    expect(JSON.stringify(providersOf(synthShape("classic")))).not.toContain("allowed_account_ids");
  });
});

it("a created VPC's default group lets nothing in or out", () => {
  expect(only(synthShape("created VPC"), "aws_default_security_group")).toMatchObject({
    ingress: [],
    egress: [],
  });
});
