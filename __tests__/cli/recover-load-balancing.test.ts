import {
  listenerFound,
  listenerRuleFound,
  loadBalancerFound,
  targetGroupFound,
} from "../../cli/recover/load-balancing";
import { OWN, planned } from "./recover-support";

const TAGGED = "tags Project=shop Environment=example ManagedBy=gatehouse";
const FOREIGN = { ...OWN, Environment: "production" };

describe("a load balancer", () => {
  const lb = planned("aws_lb", {
    name: "shop-example-public",
    internal: false,
    load_balancer_type: "application",
  });
  const actual = {
    LoadBalancerName: "shop-example-public",
    Scheme: "internet-facing",
    Type: "application",
  } as const;

  it("is ours by its tags", () => {
    expect(loadBalancerFound(lb, actual, "arn", OWN)).toEqual([
      { id: "arn", evidence: `name shop-example-public; ${TAGGED}` },
    ]);
  });

  it.each([
    ["no tags", actual, {}],
    ["another environment's tags", actual, FOREIGN],
    ["another scheme", { ...actual, Scheme: "internal" } as const, OWN],
    ["another type", { ...actual, Type: "network" } as const, OWN],
  ])("is not evidently ours with %s", (_, found, tags) => {
    expect(loadBalancerFound(lb, found, "arn", tags)).toEqual([{ id: "arn" }]);
  });

  it("is not ours for a stack without gatehouse's tags", () => {
    const foreign = planned("aws_lb", {
      internal: false,
      load_balancer_type: "application",
      tags_all: { Project: "shop" },
    });
    expect(loadBalancerFound(foreign, actual, "arn", { Project: "shop" })).toEqual([{ id: "arn" }]);
  });
});

describe("listeners and rules", () => {
  it("a listener is known by its port", () => {
    const listener = planned("aws_lb_listener", { port: 443 });
    expect(listenerFound(listener, { Port: 443 }, "arn", OWN)).toEqual([
      { id: "arn", evidence: `port 443; ${TAGGED}` },
    ]);
    expect(listenerFound(listener, { Port: 443 }, "arn", {})).toEqual([{ id: "arn" }]);
    expect(listenerFound(listener, { Port: 80 }, "arn", OWN)).toEqual([]);
  });

  it("a rule by its priority", () => {
    const rule = planned("aws_lb_listener_rule", { priority: 100 });
    expect(listenerRuleFound(rule, { Priority: "100" }, "arn", OWN)).toEqual([
      { id: "arn", evidence: `priority 100; ${TAGGED}` },
    ]);
    expect(listenerRuleFound(rule, { Priority: "100" }, "arn", FOREIGN)).toEqual([{ id: "arn" }]);
    expect(listenerRuleFound(rule, { Priority: "default" }, "arn", OWN)).toEqual([]);
  });
});

describe("a target group", () => {
  const NAME = "api-20251121175155384600000003";
  const settings = { port: 8000, protocol: "HTTP", vpc_id: "vpc-1", target_type: "instance" };
  const group = planned("aws_lb_target_group", { name_prefix: "api-", ...settings }, { name: true });
  const actual = {
    TargetGroupName: NAME,
    Port: 8000,
    Protocol: "HTTP",
    VpcId: "vpc-1",
    TargetType: "instance",
  } as const;

  it("is ours by prefix, settings and tags", () => {
    expect(targetGroupFound(group, actual, "arn", OWN)).toEqual([
      { id: "arn", evidence: `name ${NAME}, port 8000; ${TAGGED}` },
    ]);
  });

  it("is a doubt without tags, and somebody else's with theirs", () => {
    expect(targetGroupFound(group, actual, "arn", {})).toEqual([{ id: "arn" }]);
    expect(targetGroupFound(group, actual, "arn", FOREIGN)).toEqual([]);
  });

  it.each([
    ["another port", { ...actual, Port: 80 }],
    ["another VPC", { ...actual, VpcId: "vpc-2" }],
    ["a name that no prefix made", { ...actual, TargetGroupName: "api-by-hand" }],
    ["another prefix", { ...actual, TargetGroupName: NAME.replace("api", "app") }],
  ])("is another one with %s", (_, found) => {
    expect(targetGroupFound(group, found, "arn", OWN)).toEqual([]);
  });

  it("waits for its VPC", () => {
    const waiting = planned("aws_lb_target_group", { ...settings, name_prefix: "api-" }, { vpc_id: true });
    expect(targetGroupFound(waiting, actual, "arn", OWN)).toEqual([]);
  });

  it("is known by its name where it has one", () => {
    const named = planned("aws_lb_target_group", { name: "api", ...settings });
    expect(targetGroupFound(named, { ...actual, TargetGroupName: "api" }, "arn", {})).toEqual([
      { id: "arn" },
    ]);
    expect(targetGroupFound(named, actual, "arn", OWN)).toEqual([]);
  });
});
