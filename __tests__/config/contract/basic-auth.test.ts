import { environment, type Keys, warningsOf } from "../../../test-support/environments";

const PASSWORD = `preview:${"0".repeat(32)}:${"1".repeat(64)}`;
const api = { paths: ["/api/*"], targets: { type: "external" } };

function keys(exempt: readonly string[], others: Keys = {}): Keys {
  return { backends: { api }, site: { basicAuth: { passwords: [PASSWORD], exempt } }, ...others };
}

const asked = (exempt: readonly string[], others?: Keys) =>
  warningsOf(keys(exempt, others)).filter((line) => line.includes("site.basicAuth"));

describe("basic-auth", () => {
  it("is silent without a password", () => {
    expect(warningsOf({ backends: { api }, site: {} })).toEqual([]);
  });

  it.each([[["/api/*"]], [["/a*"]], [["/api*"]], [["/api/*", "/webhooks/*"]]])(
    "is silent where %j exempts the whole backend",
    (exempt) => {
      expect(asked(exempt)).toEqual([]);
    },
  );

  it.each([[[]], [["/healthz"]], [["/api/webhooks/*"]], [["/api/?*"]], [["/API/*"]]])(
    "warns where %j leaves paths of it",
    (exempt) => {
      expect(asked(exempt)).toEqual([
        expect.stringMatching(/on paths of backend api too: .*Authorization breaks, found \["\/api\/\*"\]; /),
      ]);
    },
  );

  it("names each backend, and only what is asked for", () => {
    const admin = { ...api, paths: ["/admin/*"], port: 8001 };
    const backends = { api: { ...api, paths: ["/api/*", "/graphql"] }, admin };
    expect(asked(["/graphql", "/admin/*"], { backends })).toEqual([
      expect.stringContaining(
        'backend api too: an API with tokens in Authorization breaks, found ["/api/*"]',
      ),
    ]);
  });

  it("warns where the load balancer answers anyone", () => {
    expect(asked(["/api/*"], { loadBalancer: { exposure: "internet" } })).toEqual([
      expect.stringContaining("is passed by: the load balancer answers anyone"),
    ]);
  });

  it("is waived with a reason, which is told each time", () => {
    const waivers = [{ rule: "basic-auth", reason: "the API keeps its session in a cookie" }];
    expect(warningsOf(keys([], { waivers }))).toEqual([
      expect.stringContaining('basic-auth is waived, "the API keeps its session in a cookie"'),
    ]);
  });

  it("refuses a password that no distribution asks for", () => {
    expect(() => environment(keys([], { edge: { enabled: false } }))).toThrow(
      /site.basicAuth: is asked for by the distribution, .*; have nginx ask for it, as docs\/edge-security.md shows/,
    );
  });
});

describe("edge-features", () => {
  const without = (edge: Keys) => () => environment({ edge: { enabled: false, ...edge } });

  it.each([
    ["waf", {}],
    ["logs", {}],
    ["geo", { allow: ["DE"] }],
  ])("refuses edge.%s without an edge", (key, value) => {
    expect(without({ [key]: value })).toThrow(
      `edge.${key}: needs the distribution, and edge.enabled is false`,
    );
    expect(() => environment({ edge: { [key]: value } })).not.toThrow();
  });

  it("has nothing against an edge that is off by itself", () => {
    expect(without({})).not.toThrow();
  });
});
