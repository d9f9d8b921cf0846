import { COUNTRIES, meantCountry } from "../../../config/schema/countries";
import { environment, type Keys } from "../../../test-support/environments";

const backends = { api: { paths: ["/api/*"], targets: { type: "external" } } };
const site = (keys: Keys) => environment({ backends, site: keys }).site;
const edge = (keys: Keys) => environment({ edge: keys }).edge;

describe("edge.waf", () => {
  it("counts by default, 2000 requests in 5 minutes, and logs nothing", () => {
    for (const waf of [{}, { mode: "count" }, { rateLimit: {} }]) {
      expect(edge({ waf }).waf).toEqual({ mode: "count", rateLimit: { requests: 2000, window: 300 } });
    }
    expect(edge({ waf: { logs: {} } }).waf?.logs).toEqual({ retentionDays: 30 });
    expect(edge({}).waf).toBeUndefined();
  });

  it.each([60, 120, 300, 600])("takes a window of %i", (window) => {
    expect(edge({ waf: { rateLimit: { window } } }).waf?.rateLimit.window).toBe(window);
  });

  it.each([0, 59, 61, 601, "300"])("takes no window of %j", (window) => {
    expect(() => edge({ waf: { rateLimit: { window } } })).toThrow("60, 120, 300 or 600 seconds");
  });

  it.each([10, 2_000_000_000])("takes %i requests", (requests) => {
    expect(edge({ waf: { rateLimit: { requests } } }).waf?.rateLimit.requests).toBe(requests);
  });

  it.each([9, 2_000_000_001, 10.5])("takes no %d requests", (requests) => {
    expect(() => edge({ waf: { rateLimit: { requests } } })).toThrow("between 10 and 2000000000");
  });
});

describe("edge.geo", () => {
  it("takes countries in any order, each once", () => {
    expect(edge({ geo: { allow: ["FR", "DE", "NO"] } }).geo).toEqual({ allow: ["DE", "FR", "NO"] });
    expect(edge({ geo: { deny: ["KP"] } }).geo).toEqual({ deny: ["KP"] });
    expect(() => edge({ geo: { deny: ["KP", "KP"] } })).toThrow("is listed twice");
  });

  it("knows the 249 codes, and no other two letters", () => {
    expect(COUNTRIES.size).toBe(249);
    expect(() => edge({ geo: { allow: [...COUNTRIES] } })).not.toThrow();
    for (const code of ["XX", "UK", "EU", "AA", "ZZ", "XK"]) {
      expect(() => edge({ geo: { allow: [code] } })).toThrow("two capital letters of ISO 3166-1");
    }
  });

  it.each([
    ["de", "DE, which is Germany"],
    [" fr ", "FR, which is France"],
    ["UK", "GB, which is United Kingdom"],
    ["Norway", "NO, which is Norway"],
    ["south korea", "KR, which is South Korea"],
    ["XX", undefined],
    ["Atlantis", undefined],
  ])("takes %j for %s", (text, meant) => {
    expect(meantCountry(text)).toBe(meant);
  });
});

describe("site.contentSecurityPolicy", () => {
  const policy = (value: unknown) => site({ contentSecurityPolicy: value })?.contentSecurityPolicy;

  it.each<[unknown, string]>([
    ["default-src 'self'", "default-src 'self'"],
    [" default-src  'self';\n img-src *; ", "default-src 'self'; img-src *;"],
    [{ "img-src": ["data:", "*"], "default-src": ["self"] }, "default-src 'self'; img-src * data:"],
    [{ "default-src": ["self"] }, "default-src 'self'"],
    [{ "default-src": ["'self'"], "img-src": ["*", "data:"] }, "default-src 'self'; img-src * data:"],
    [{ "script-src": ["strict-dynamic", "sha256-abc="] }, "script-src 'sha256-abc=' 'strict-dynamic'"],
    [{ "upgrade-insecure-requests": true }, "upgrade-insecure-requests"],
    [{ "upgrade-insecure-requests": [] }, "upgrade-insecure-requests"],
    [{ sandbox: true }, "sandbox"],
    [{ sandbox: ["allow-scripts"] }, "sandbox allow-scripts"],
    [{ "require-trusted-types-for": ["script"] }, "require-trusted-types-for 'script'"],
    [{ "report-uri": ["/csp?x=1"] }, "report-uri /csp?x=1"],
    [{ "connect-src": ["wss://*.example.com:8443"] }, "connect-src wss://*.example.com:8443"],
    [{ "font-src": ["https://cdn.example.com/a/"] }, "font-src https://cdn.example.com/a/"],
    ["frame-ancestors 'none'; base-uri 'none'", "frame-ancestors 'none'; base-uri 'none'"],
    ["script-src localhost:3000 http:", "script-src localhost:3000 http:"],
  ])("%j is %s", (value, expected) => {
    expect(policy(value)).toBe(expected);
  });

  it.each<[unknown, string]>([
    ["default-src self", "has self without its quotes"],
    ["default-src Self", "has Self without its quotes"],
    ["script-src unsafe-inline", "has unsafe-inline without its quotes"],
    ['script-src "self"', 'has "self" without its quotes'],
    ["script-src 'slef'", "has 'slef', which is no keyword"],
    ["script-src 'https://a.test'", "has 'https://a.test', which is no keyword"],
    ["script-src sha256-abc=", "has sha256-abc= without its quotes"],
    ["script-src 'nonce-abc'", "has a nonce, which must be new in every answer"],
    ["img-src data", "has data, which is read as a host"],
    ["img-src https://a.test, https://b.test", "has https://a.test,, which is no source"],
    ["img-src https:/a.test", "has https:/a.test, which is no source"],
    ["imgsrc *", 'has "imgsrc", which is no directive'],
    ["default-src: 'self'", 'has "default-src:", which is no directive'],
    ["img-src *; img-src *", "has img-src twice"],
    ["img-src 'none' *", "has 'none' beside other values"],
    ["img-src", "has no value for img-src"],
    ["sandbox allow-scripts; upgrade-insecure-requests 1", "takes none"],
    ["img-src bücher.test", "must be ASCII"],
    ["img-src ${x}", "must not hold ${"],
    ["", "holds no directive"],
    [";", "holds no directive"],
    [{}, "holds no directive"],
    [{ "img-src": "*" }, "must be a map of directives"],
    [`img-src https://a.test/${"a".repeat(1800)}`, "must have at most 1783 characters"],
  ])("%j is refused: %s", (value, message) => {
    expect(() => policy(value)).toThrow(message);
  });

  it("may be 1783 characters long", () => {
    const text = "img-src https://a.test/";
    expect(policy(text.padEnd(1783, "a"))).toHaveLength(1783);
    expect(() => policy(text.padEnd(1784, "a"))).toThrow("and has 1784");
  });

  it("has a form that is only reported on", () => {
    expect(site({ contentSecurityPolicyReportOnly: { "default-src": ["self"] } })).toMatchObject({
      contentSecurityPolicyReportOnly: "default-src 'self'",
    });
  });
});

describe("site.headers", () => {
  const headers = (value: Keys) => site({ headers: value })?.headers;

  it("are those that they were, and none of one's own", () => {
    expect(headers({})).toEqual({
      hsts: { maxAge: 31536000, includeSubDomains: false, preload: false },
      frameOptions: "DENY",
      referrerPolicy: "strict-origin-when-cross-origin",
    });
  });

  it("take a permissions policy as a map", () => {
    const permissionsPolicy = { camera: [], geolocation: ["self", "https://a.test"], fullscreen: ["*"] };
    expect(headers({ permissionsPolicy })?.permissionsPolicy).toBe(
      'camera=(), fullscreen=*, geolocation=("https://a.test" self)',
    );
  });

  it.each(["Content-Security-Policy", "X-FRAME-OPTIONS", "permissions-policy"])(
    "have a key of their own for %s",
    (name) => {
      expect(() => headers({ custom: { [name]: "x" } })).toThrow("has a key of its own");
    },
  );

  it.each([
    ...["Set-Cookie", "Server", "via", "X-Amz-Meta-A", "X-Edge-Location", "X-Amzn-Trace-Id", "Connection"],
    ...["Access-Control-Allow-Origin", "X-Cache", "Content-Length", "Proxy-Authenticate", "Server-Timing"],
    ...["X-XSS-Protection", "X-Content-Type-Options", "Keep-Alive", "Transfer-Encoding"],
  ])("may not be %s", (name) => {
    expect(() => headers({ custom: { [name]: "x" } })).toThrow("CloudFront lets nobody set");
  });

  it.each(["X-Robots-Tag", "Cache-Status", "Origin-Agent-Cluster", "Reporting-Endpoints", "X-Amazing"])(
    "may be %s",
    (name) => {
      expect(headers({ custom: { [name]: "x" } })?.custom).toEqual({ [name]: "x" });
    },
  );
});
