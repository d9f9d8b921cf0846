import { environment, type Keys, stackOf, synthEnvironment } from "../../test-support/environments";
import type { Synthesized } from "../../test-support/synth";

const external = { type: "external" };
const api = { paths: ["/api/*", "/api/admin/*"], targets: external };
const admin = { paths: ["/admin/*"], port: 8001, targets: external };
const web = { paths: ["/*"], port: 3000, targets: external };
const docs = { paths: ["/docs/*"], port: 3001, targets: external };

/** The priority of every rule, by its address's name. */
function prioritiesOf({ resource }: Synthesized): Record<string, unknown> {
  const rules = Object.entries(resource["aws_lb_listener_rule"] ?? {});
  return Object.fromEntries(rules.map(([name, { priority }]) => [name, priority]));
}

function of(keys: Keys, priorities: Readonly<Record<string, number>> = {}): Record<string, unknown> {
  return prioritiesOf(synthEnvironment(environment(keys, { priorities })));
}

const before = of({ backends: { admin, api, web } });

describe("priorities", () => {
  it("are each rule's own", () => {
    expect(Object.keys(before)).toHaveLength(4);
    expect(new Set(Object.values(before)).size).toBe(4);
  });

  it.each<[string, Keys]>([
    ["a backend is put first", { backends: { aaa: docs, admin, api, web } }],
    ["a backend is put last", { backends: { admin, api, web, zzz: docs } }],
    ["the file is reordered", { backends: { web, api, admin } }],
    ["a pattern is added", { backends: { admin, api: { ...api, paths: [...api.paths, "/v2/*"] }, web } }],
    [
      "an alias is added",
      { domain: { name: "example.com", aliases: ["www.example.com"] }, backends: { admin, api, web } },
    ],
    [
      "ports and health checks change",
      { backends: { admin, api: { ...api, port: 9, healthCheck: { path: "/x" } }, web } },
    ],
  ])("stay when %s", (_, keys) => {
    expect(of(keys)).toMatchObject(before);
  });

  it("of what stays stay when a backend goes", () => {
    const after = of({ backends: { api, web } });
    expect(Object.keys(after)).toHaveLength(3);
    expect(before).toMatchObject(after);
  });

  it("ask the narrower pattern first", () => {
    const order = Object.entries(before)
      .sort(([, a], [, b]) => Number(a) - Number(b))
      .map(([name]) => name);
    expect(order.indexOf("public_https_api_api_admin_any")).toBeLessThan(
      order.indexOf("public_https_api_api_any"),
    );
    expect(order.at(-1)).toBe("public_https_web_any");
  });

  it("that were adopted win, and move no other", () => {
    const pinned = of({ backends: { admin, api, web } }, { "api /api/*": 7, "gone /x/*": 8 });
    expect(pinned).toEqual({ ...before, public_https_api_api_any: 7 });
  });

  it("that were adopted win over the backend's own", () => {
    const found = of({ backends: { admin: { ...admin, priority: 100 }, web } }, { "admin /admin/*": 7 });
    expect(found["public_https_admin_admin_any"]).toBe(7);
  });

  it("begin where the backend says", () => {
    const found = of({ backends: { admin, api: { ...api, priority: 100 }, web } });
    expect(found).toEqual({ ...before, public_https_api_api_admin_any: 100, public_https_api_api_any: 101 });
  });

  it("are the same on both listeners", () => {
    const loadBalancer = { exposure: "internet", http: "forward" };
    const found = of({
      loadBalancer,
      backends: { api: { ...api, httpPort: 80 }, web: { ...web, httpPort: 81 } },
    });
    const https = Object.entries(found).filter(([name]) => name.startsWith("public_https_"));
    expect(https).toHaveLength(3);
    for (const [name, priority] of https) {
      expect(found[name.replace("public_https_", "public_http_")]).toBe(priority);
    }
  });
});

describe("two rules that want one slot", () => {
  // Of b0 to b149 with `/*` on a host of their own, these two have one slot.
  const backends = {
    b79: { hosts: ["a.example.com"], targets: external },
    b149: { hosts: ["b.example.com"], targets: external },
  };
  const domain = { name: "example.com", aliases: ["a.example.com", "b.example.com"] };
  const keys = { edge: { enabled: false }, domain, backends };

  it("are both told to be pinned, and a pin ends it", () => {
    const [warning, ...others] = stackOf(environment(keys)).warnings;
    expect(others).toEqual([]);
    expect(warning).toMatch(/rule "b79 \/\*" gave way to "b149 \/\*".* pin both .*production\.adopted\.yaml/);
    const found = of(keys);
    const pins = { "b79 /*": found["public_https_b79_any"], "b149 /*": found["public_https_b149_any"] };
    const priorities = Object.fromEntries(Object.entries(pins).map(([key, value]) => [key, Number(value)]));
    expect(stackOf(environment(keys, { priorities })).warnings).toEqual([]);
    expect(of(keys, priorities)).toEqual(found);
  });
});

it("no rule, no warning", () => {
  expect(stackOf(environment({ dns: { type: "create", stage: "request" } })).warnings).toEqual([]);
});
