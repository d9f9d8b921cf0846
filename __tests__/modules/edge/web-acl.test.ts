import { TerraformOutput } from "cdktf";
import { WebAcl, type WebAclProps } from "../../../modules/edge/web-acl";
import { WebAclLogs, type WebAclLogsProps } from "../../../modules/edge/web-acl-logs";
import { pathExpressions } from "../../../modules/edge/web-acl-rules";
import { type ModuleStack, synthStack } from "../../../test-support/synth";

/** How Terraform JSON refers to an attribute. */
function reference(attribute: string): string {
  return `\${${attribute}}`;
}

type Settings = Partial<Omit<WebAclProps, "provider">>;

const make = (stack: ModuleStack, id: string, props: Settings = {}) =>
  new WebAcl(stack, id, {
    provider: stack.usEast1,
    name: "shop-edge",
    description: "In front of shop",
    patterns: ["/api/*"],
    ...props,
  });

function aclOf(props: Settings = {}) {
  const { resource } = synthStack((stack) => {
    make(stack, "edge", props);
  });
  return resource["aws_wafv2_web_acl"]?.["edge"] ?? {};
}

interface Rule {
  readonly name: string;
  readonly priority: number;
  readonly statement: Record<string, unknown>;
}

function rulesOf(props: Settings = {}): Rule[] {
  const { rule } = aclOf(props);
  return Array.isArray(rule) ? rule : [];
}

const ruleOf = (name: string, props: Settings = {}) => rulesOf(props).find((rule) => rule.name === name);

describe("WebAcl", () => {
  it("is one of CloudFront's, in us-east-1, that lets pass what no rule matches", () => {
    expect(aclOf()).toMatchObject({
      provider: "aws.us_east_1",
      name: "shop-edge",
      scope: "CLOUDFRONT",
      default_action: { allow: {} },
      visibility_config: { metric_name: "shop-edge", cloudwatch_metrics_enabled: true },
      lifecycle: { create_before_destroy: true },
    });
  });

  it("has its rules in order, each with a metric and samples of its own", () => {
    const rules = rulesOf();
    expect(rules.map(({ name, priority }) => [name, priority])).toEqual([
      ["ip-reputation", 10],
      ["known-bad-inputs", 20],
      ["common", 30],
      ["backend-paths", 40],
      ["large-body", 50],
      ["rate-limit", 60],
    ]);
    for (const rule of rules) {
      expect(rule).toMatchObject({
        visibility_config: {
          metric_name: rule.name,
          cloudwatch_metrics_enabled: true,
          sampled_requests_enabled: true,
        },
      });
    }
  });

  it("only counts at first: nothing blocks", () => {
    expect(JSON.stringify(aclOf())).not.toContain("block");
    for (const name of ["ip-reputation", "known-bad-inputs", "common"]) {
      expect(ruleOf(name)).toMatchObject({ override_action: { count: {} } });
    }
    for (const name of ["large-body", "rate-limit"]) {
      expect(ruleOf(name)).toMatchObject({ action: { count: {} } });
    }
  });

  it("blocks with everything but the rule that marks the backends' paths", () => {
    for (const name of ["ip-reputation", "known-bad-inputs", "common"]) {
      expect(ruleOf(name, { mode: "block" })).toMatchObject({ override_action: { none: {} } });
    }
    for (const name of ["large-body", "rate-limit"]) {
      expect(ruleOf(name, { mode: "block" })).toMatchObject({ action: { block: {} } });
    }
    expect(ruleOf("backend-paths", { mode: "block" })).toMatchObject({ action: { count: {} } });
  });

  it("counts a large body in the common rules, and refuses it where no backend is", () => {
    expect(ruleOf("common")?.statement).toEqual({
      managed_rule_group_statement: {
        vendor_name: "AWS",
        name: "AWSManagedRulesCommonRuleSet",
        rule_action_override: [{ name: "SizeRestrictions_BODY", action_to_use: { count: {} } }],
      },
    });
    expect(ruleOf("large-body")?.statement).toEqual({
      and_statement: {
        statement: [
          {
            label_match_statement: {
              scope: "LABEL",
              key: "awswaf:managed:aws:core-rule-set:SizeRestrictions_Body",
            },
          },
          {
            not_statement: {
              statement: [{ label_match_statement: { scope: "LABEL", key: "backend" } }],
            },
          },
        ],
      },
    });
  });

  it("marks the paths of the backends as CloudFront reads them", () => {
    expect(ruleOf("backend-paths", { patterns: ["/api/*", "/health"] })).toMatchObject({
      rule_label: [{ name: "backend" }],
      statement: {
        regex_match_statement: {
          regex_string: "^(?:/api$|/api/|/health$)",
          field_to_match: { uri_path: {} },
          text_transformation: [
            { priority: 0, type: "URL_DECODE" },
            { priority: 1, type: "NORMALIZE_PATH" },
          ],
        },
      },
    });
  });

  it("limits each address on the marked paths", () => {
    const rateLimit = { requests: 100, window: 60 };
    expect(ruleOf("rate-limit", { rateLimit })?.statement).toEqual({
      rate_based_statement: {
        limit: 100,
        evaluation_window_sec: 60,
        aggregate_key_type: "IP",
        scope_down_statement: { label_match_statement: { scope: "LABEL", key: "backend" } },
      },
    });
    expect(ruleOf("rate-limit")?.statement).toMatchObject({
      rate_based_statement: { limit: 2000, evaluation_window_sec: 300 },
    });
  });

  it("where backends have every path, marks none, limits all, and refuses no body", () => {
    const rules = rulesOf({ patterns: ["/*", "/admin/*"] });
    expect(rules.map(({ name }) => name)).toEqual([
      ...["ip-reputation", "known-bad-inputs", "common", "rate-limit"],
    ]);
    expect(JSON.stringify(rules)).not.toContain("scope_down");
    expect(JSON.stringify(rules)).toContain('"rule_action_override":[{');
  });

  it("gives its ARN and what metrics call it, and stands twice in one stack", () => {
    const { output, addresses } = synthStack((stack) => {
      const { arn, metricName } = make(stack, "edge");
      new TerraformOutput(stack, "acl", { value: [arn, metricName] });
      make(stack, "other", { name: "b" });
    });
    expect(output["acl"]).toEqual({ value: [reference("aws_wafv2_web_acl.edge.arn"), "shop-edge"] });
    expect(addresses).toEqual(["aws_wafv2_web_acl.edge", "aws_wafv2_web_acl.other"]);
  });

  test.each<[string, Settings, string | undefined]>([
    ["a name of 128", { name: "a".repeat(128) }, undefined],
    ["a name of 129", { name: "a".repeat(129) }, "`name` must have 1 to 128"],
    ["no description", { description: "" }, "`description` must have 1 to 256"],
    ["a description of 257", { description: "a".repeat(257) }, "`description` must have 1 to 256"],
    ["a description in brackets", { description: "(a)" }, "`description` must have 1 to 256"],
    ["no pattern", { patterns: [] }, "`patterns` must hold one pattern"],
    ["a pattern without its slash", { patterns: ["api"] }, '`patterns` must be path patterns, got: "api"'],
    ["9 requests", { rateLimit: { requests: 9, window: 60 } }, "`rateLimit.requests` must be"],
    ["10 requests", { rateLimit: { requests: 10, window: 60 } }, undefined],
    ["2 billion", { rateLimit: { requests: 2_000_000_000, window: 600 } }, undefined],
    ["more", { rateLimit: { requests: 2_000_000_001, window: 600 } }, "`rateLimit.requests` must be"],
    ["a window of 61", { rateLimit: { requests: 10, window: 61 } }, "`rateLimit.window` must be 60, 120"],
  ])("%s", (_, props, message) => {
    const attempt = () => aclOf(props);
    message === undefined ? expect(attempt).not.toThrow() : expect(attempt).toThrow(message);
  });
});

describe("pathExpressions", () => {
  const matches = (patterns: readonly string[], path: string) =>
    pathExpressions(patterns).some((expression) => new RegExp(expression).test(path));

  test.each([
    [["/api/*"], "/api/", true],
    [["/api/*"], "/api", true],
    [["/api/*"], "/api/a/b\nc", true],
    [["/api/*"], "/apis", false],
    [["/api/*"], "/API/x", false],
    [["/api/*"], "/x/api/", false],
    [["/health"], "/health", true],
    [["/health"], "/health/", false],
    [["/*.json"], "/a/b.json", true],
    [["/*.json"], "/a/bxjson", false],
    [["/a/*/c"], "/a/b\n/c", true],
    [["/v?/x"], "/v1/x", true],
    [["/v?/x"], "/v12/x", false],
    [["/a+b(c)$.*"], "/a+b(c)$.x", true],
    [["/a+b$.*"], "/a+b$.x", true],
    [["/a+b$.*"], "/aab$.x", false],
  ])("%j and %j: %s", (patterns, path, expected) => {
    expect(matches(patterns, path)).toBe(expected);
  });

  it("are as few as their greatest length allows", () => {
    const patterns = Array.from({ length: 40 }, (_, index) => `/a-rather-long-path-${index}/*`);
    const expressions = pathExpressions(patterns);
    expect(expressions.length).toBeGreaterThan(1);
    expect(expressions.filter((each) => each.length > 512)).toEqual([]);
    expect(patterns.filter((pattern) => !matches(patterns, pattern.replace("*", "x")))).toEqual([]);
    expect(pathExpressions(["/api/*", "/health"])).toHaveLength(1);
    expect(ruleOf("backend-paths", { patterns })?.statement).toMatchObject({
      or_statement: { statement: expressions.map(() => expect.anything()) },
    });
  });
});

describe("WebAclLogs", () => {
  const logs = (props: Partial<WebAclLogsProps> = {}) =>
    synthStack((stack) => {
      new WebAclLogs(stack, "logs", {
        provider: stack.usEast1,
        name: "aws-waf-logs-shop",
        webAclArn: make(stack, "edge").arn,
        accountId: "123456789012",
        ...props,
      });
    });

  it("are kept for 30 days in us-east-1, in a group that WAF may write to", () => {
    const { resource } = logs();
    expect(resource["aws_cloudwatch_log_group"]?.["logs"]).toMatchObject({
      provider: "aws.us_east_1",
      name: "aws-waf-logs-shop",
      retention_in_days: 30,
      lifecycle: { prevent_destroy: false },
    });
    const policy = resource["aws_cloudwatch_log_resource_policy"]?.["logs_policy"] ?? {};
    expect(policy).toMatchObject({ provider: "aws.us_east_1", policy_name: "aws-waf-logs-shop" });
    const document = String(policy["policy_document"]);
    expect(document).toContain("delivery.logs.amazonaws.com");
    expect(document).toContain("aws_cloudwatch_log_group.logs.arn");
    expect(document).toContain('"aws:SourceAccount" = "123456789012"');
    expect(document).not.toContain('"Resource" = "*"');
  });

  it("hold nothing that signs a viewer in, and wait for the permission to write", () => {
    expect(logs().resource["aws_wafv2_web_acl_logging_configuration"]?.["logs_configuration"]).toMatchObject({
      resource_arn: reference("aws_wafv2_web_acl.edge.arn"),
      log_destination_configs: [reference("aws_cloudwatch_log_group.logs.arn")],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
      depends_on: ["aws_cloudwatch_log_resource_policy.logs_policy"],
    });
  });

  it("are kept longer, and for good, where that is asked for", () => {
    expect(
      logs({ retentionDays: 365, preventDestroy: true }).resource["aws_cloudwatch_log_group"]?.["logs"],
    ).toMatchObject({ retention_in_days: 365, lifecycle: { prevent_destroy: true } });
  });

  it("stand twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      for (const id of ["one", "two"]) {
        new WebAclLogs(stack, `${id}_logs`, {
          provider: stack.usEast1,
          name: `aws-waf-logs-${id}`,
          webAclArn: make(stack, id, { name: id }).arn,
          accountId: "123456789012",
        });
      }
    });
    expect(addresses).toHaveLength(8);
  });

  it("are refused by another name", () => {
    expect(() => logs({ name: "waf-logs-shop" })).toThrow("`name` must begin with aws-waf-logs-");
  });
});
