import { AliasRedirect, type AliasRedirectProps } from "../../../modules/load-balancing/alias-redirect";
import { assignPriorities } from "../../../modules/load-balancing/rule-priorities";
import { synthStack } from "../../../test-support/synth";
import { ARNS } from "./arns";

const aliases = ["www.example.com", "example.org"];
const build = (change: Partial<AliasRedirectProps> = {}) =>
  synthStack((stack) => {
    const { priorities } = assignPriorities(AliasRedirect.rulesOf(change.aliases ?? aliases));
    const minimal = { listenerArn: ARNS.listener, aliases, target: "example.com", priorities };
    new AliasRedirect(stack, "aliases", { ...minimal, ...change });
  });

describe("AliasRedirect", () => {
  it("sends each alias to the target, path and query kept, and forwards nothing", () => {
    const { resource, addresses, json } = build();
    expect(addresses).toEqual([
      "aws_lb_listener_rule.aliases_example_org",
      "aws_lb_listener_rule.aliases_www_example_com",
    ]);
    expect(resource["aws_lb_listener_rule"]?.["aliases_www_example_com"]).toEqual({
      listener_arn: ARNS.listener,
      priority: expect.any(Number),
      condition: [{ host_header: { values: ["www.example.com"] } }],
      action: [
        {
          type: "redirect",
          redirect: {
            protocol: "#{protocol}",
            port: "#{port}",
            host: "example.com",
            path: "/#{path}",
            query: "#{query}",
            status_code: "HTTP_301",
          },
        },
      ],
    });
    expect(json).not.toContain('"forward"');
  });

  it("is the same for another order", () => {
    expect(build({ aliases: [...aliases].reverse() }).resource).toEqual(build().resource);
  });

  it("is asked before every rule for the environment's names, and its keys are no backend's", () => {
    const rules = AliasRedirect.rulesOf(["www.example.com", "*.example.com"]);
    expect(rules.map(({ key, hostClass }) => [key, hostClass])).toEqual([
      ["alias-redirect /* www.example.com", "exact"],
      ["alias-redirect /* *.example.com", "wildcard"],
    ]);
    const api = { key: "api /api", hostClass: "environment" as const, pattern: "/api" };
    const { priorities } = assignPriorities([...rules, api]);
    expect(Math.max(...Object.values(priorities))).toBe(priorities["api /api"]);
  });

  it("stands twice in one stack", () => {
    const { addresses } = synthStack((stack) => {
      const { priorities } = assignPriorities(AliasRedirect.rulesOf(aliases));
      for (const id of ["aliases", "plain"]) {
        new AliasRedirect(stack, id, {
          listenerArn: ARNS.listener,
          aliases,
          target: "example.com",
          priorities,
        });
      }
    });
    expect(addresses).toHaveLength(4);
  });

  it.each([
    [{ aliases: [] }, "`aliases` must have at least one value, got: none"],
    [{ aliases: ["example.com"] }, "`aliases` must not take in the target, example.com, got: example.com"],
    [{ aliases: ["*.com"] }, "`aliases` must not take in the target, example.com, got: *.com"],
    [{ aliases: ["example.?om"] }, "`aliases` must not take in the target"],
    [{ aliases: ["WWW.example.com"] }, "`aliases` must have lower-case letters"],
    [{ target: "*.example.net" }, "`target` must be one host name in lower case"],
    [
      { priorities: {} },
      "`priorities` must have every alias, got none for: alias-redirect /* www.example.com",
    ],
    [{ listenerArn: "x" }, "`listenerArn` must be an ARN like"],
  ])("refuses %j", (change, message) => {
    expect(() => build(change)).toThrow(message);
  });

  it("takes a wildcard beside the target", () => {
    expect(() => build({ aliases: ["*.example.com"] })).not.toThrow();
  });
});
