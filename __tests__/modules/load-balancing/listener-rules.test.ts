import { LbListenerRule } from "@cdktf/provider-aws/lib/lb-listener-rule";
import { TerraformVariable } from "cdktf";
import { InstanceTargets } from "../../../modules/load-balancing/instance-targets";
import { ListenerRules, type ListenerRulesProps } from "../../../modules/load-balancing/listener-rules";
import { planRules } from "../../../modules/load-balancing/rule-plan";
import { assignPriorities } from "../../../modules/load-balancing/rule-priorities";
import { type ModuleStack, type Synthesized, synthStack } from "../../../test-support/synth";
import { ARNS } from "./arns";

const minimal = {
  listenerArn: ARNS.listener,
  targetGroupArn: ARNS.targetGroup,
  backend: "api",
  hosts: ["example.com"],
  paths: ["/api/*"],
};
type Change = Partial<ListenerRulesProps>;

function prioritiesOf(change: Change, secret: boolean): Record<string, number> {
  const rules = planRules({ ...minimal, ...change, secret });
  return {
    ...assignPriorities(rules.map((rule) => ({ ...rule, hostClass: "environment" as const }))).priorities,
  };
}

function secretOf(stack: ModuleStack): string[] {
  return new TerraformVariable(stack, "origin_secrets", { type: "list(string)", sensitive: true }).listValue;
}

const open = (change: Change = {}) =>
  synthStack((stack) => {
    new ListenerRules(stack, "api", { ...minimal, priorities: prioritiesOf(change, false), ...change });
  });
const guarded = (change: Change = {}) =>
  synthStack((stack) => {
    const originSecret = { values: secretOf(stack) };
    new ListenerRules(stack, "api", {
      ...minimal,
      originSecret,
      priorities: prioritiesOf(change, true),
      ...change,
    });
  });

interface Rule {
  readonly priority: number;
  readonly condition: readonly Record<string, { readonly values: readonly string[] | string }>[];
  readonly action: readonly Record<string, unknown>[];
}

/** Every rule that was synthesized. */
function rulesOf({ json }: Synthesized): Rule[] {
  return Object.values(JSON.parse(json).resource.aws_lb_listener_rule);
}

/** How many values AWS would count in a condition; the secret's list may hold two. */
function valuesOf(condition: Rule["condition"][number]): number {
  const [{ values } = { values: [] }] = Object.values(condition);
  return typeof values === "string" ? 2 : values.length;
}

describe("ListenerRules", () => {
  it("minimal: one rule that demands host and path", () => {
    const { resource, addresses, json } = open();
    expect(addresses).toEqual(["aws_lb_listener_rule.api_api_any"]);
    expect(resource["aws_lb_listener_rule"]?.["api_api_any"]).toEqual({
      listener_arn: ARNS.listener,
      priority: 44_148,
      condition: [
        { host_header: { values: ["example.com"] } },
        { path_pattern: { values: ["/api", "/api/*"] } },
      ],
      action: [{ type: "forward", target_group_arn: ARNS.targetGroup }],
    });
    expect(json).toHaveResourceWithProperties(LbListenerRule, { listener_arn: ARNS.listener });
  });

  it("full: each rule demands the secret as well, whose value stands nowhere", () => {
    const synthesized = guarded({
      hosts: ["example.com", "www.example.com"],
      paths: ["/*", "/api/*", "/login"],
    });
    expect(synthesized.addresses).toEqual([
      "aws_lb_listener_rule.api_any",
      "aws_lb_listener_rule.api_api_any",
      "aws_lb_listener_rule.api_api_any-at-www_example_com",
      "aws_lb_listener_rule.api_login",
    ]);
    for (const rule of rulesOf(synthesized)) {
      expect(rule.condition[0]).toEqual({
        http_header: { http_header_name: "x-origin-verify", values: "${var.origin_secrets}" },
      });
    }
  });

  it("the catch-all has no path condition", () => {
    expect(rulesOf(open({ paths: ["/*"] })).map(({ condition }) => condition)).toEqual([
      [{ host_header: { values: ["example.com"] } }],
    ]);
  });

  it("stays within three values a condition and five a rule, always demands a host, and keeps every pair", () => {
    const paths = ["/*", "/api/*", "/login", "/v1*"];
    for (const count of [1, 2, 3, 4, 7]) {
      const hosts = Array.from({ length: count }, (_, index) => `h${index}.example.com`);
      for (const synthesized of [open({ hosts, paths }), guarded({ hosts, paths })]) {
        const rules = rulesOf(synthesized);
        const pairs = new Set<string>();
        for (const { condition } of rules) {
          expect(Math.max(...condition.map(valuesOf))).toBeLessThanOrEqual(3);
          expect(condition.map(valuesOf).reduce((sum, values) => sum + values, 0)).toBeLessThanOrEqual(5);
          const [host] = condition.flatMap((one) => (one["host_header"] ? [one["host_header"].values] : []));
          const [path] = condition.flatMap((one) =>
            one["path_pattern"] ? [one["path_pattern"].values] : [],
          );
          expect(host?.length).toBeGreaterThanOrEqual(1);
          for (const name of host ?? []) {
            pairs.add(`${name} ${path?.at(-1) ?? "/*"}`);
          }
        }
        expect(pairs.size).toBe(hosts.length * paths.length);
        expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
      }
    }
  });

  it("is the same for another order of paths, and of hosts after the first", () => {
    const one = guarded({ hosts: ["m.com", "a.com", "z.com"], paths: ["/a", "/b/*"] });
    expect(guarded({ hosts: ["m.com", "z.com", "a.com"], paths: ["/b/*", "/a"] }).resource).toEqual(
      one.resource,
    );
  });

  it("takes one value or two that Terraform fills in, under a header of choice", () => {
    const { resource } = synthStack((stack) => {
      const secret = new TerraformVariable(stack, "secret", { type: "string", sensitive: true }).stringValue;
      const originSecret = { headerName: "X-From-Edge", values: [secret, secret] };
      new ListenerRules(stack, "api", { ...minimal, originSecret, priorities: { "api /api/*": 7 } });
    });
    expect(resource["aws_lb_listener_rule"]?.["api_api_any"]).toMatchObject({
      priority: 7,
      condition: [
        { http_header: { http_header_name: "X-From-Edge", values: ["${var.secret}", "${var.secret}"] } },
        {},
        {},
      ],
    });
  });

  it("waits for the targets", () => {
    const { resource } = synthStack((stack) => {
      const { attachments } = new InstanceTargets(stack, "targets", {
        targetGroupArn: ARNS.targetGroup,
        instanceIds: ["i-0a"],
      });
      new ListenerRules(stack, "api", {
        ...minimal,
        priorities: { "api /api/*": 7 },
        dependsOn: attachments,
      });
    });
    expect(resource["aws_lb_listener_rule"]?.["api_api_any"]?.["depends_on"]).toEqual([
      "aws_lb_target_group_attachment.targets_i-0a",
    ]);
  });

  it("two stand in one stack", () => {
    const { addresses } = synthStack((stack) => {
      const priorities = { "api /api/*": 1, "web /api/*": 2 };
      new ListenerRules(stack, "api", { ...minimal, priorities });
      new ListenerRules(stack, "web", { ...minimal, priorities, backend: "web" });
    });
    expect(addresses).toEqual(["aws_lb_listener_rule.api_api_any", "aws_lb_listener_rule.web_api_any"]);
  });

  it.each([
    [{ hosts: [] }, "`hosts` must have at least one value, got: none"],
    [{ paths: [] }, "`paths` must have at least one value, got: none"],
    [{ paths: ["api"] }, '`paths` must begin with "/"'],
    [{ backend: "API" }, "`backend` must"],
    [{ priorities: {} }, "`priorities` must have every rule of the backend, got none for: api /api/*"],
    [
      { priorities: { "api /api/*": 0 } },
      '`priorities["api /api/*"]` must be a whole number from 1 to 50000, got: 0',
    ],
    [{ priorities: { "api /api/*": 50_001 } }, "must be a whole number from 1 to 50000, got: 50001"],
    [{ listenerArn: ARNS.loadBalancer }, "`listenerArn` must be an ARN like"],
    [{ targetGroupArn: ARNS.listener }, "`targetGroupArn` must be an ARN like"],
  ])("refuses %j", (change, message) => {
    const priorities = { "api /api/*": 1 };
    expect(() =>
      synthStack((stack) => {
        new ListenerRules(stack, "api", { ...minimal, priorities, ...change });
      }),
    ).toThrow(message);
  });

  it("refuses hosts that are not known yet: addresses are made of them", () => {
    expect(() =>
      synthStack((stack) => {
        new ListenerRules(stack, "api", { ...minimal, hosts: secretOf(stack), priorities: {} });
      }),
    ).toThrow("`hosts` must be known before Terraform runs, since addresses are made of it, got: a token");
  });

  describe("originSecret", () => {
    it.each([
      [
        { values: ["a-secret-in-the-source"] },
        "`originSecret.values` must be filled in by Terraform, got: a literal",
      ],
      [{ values: [] }, "`originSecret.values` must have one value or two, got: 0"],
      [
        { values: ["${var.a}", "${var.b}", "${var.c}"] },
        "`originSecret.values` must have one value or two, got: 3",
      ],
      [{ headerName: "host", values: ["x"] }, "`originSecret.headerName` must be the name of a header"],
      [{ headerName: "a".repeat(41), values: ["x"] }, "of at most 40 characters"],
      [{ headerName: "a b", values: ["x"] }, "`originSecret.headerName` must"],
    ])("refuses %j", (originSecret, message) => {
      const refused = () => guarded({ originSecret });
      expect(refused).toThrow(message);
      expect(refused).not.toThrow("a-secret-in-the-source");
    });
  });
});
