import { djangoSettings } from "../../stacks/django-settings";
import { hostsOf } from "../../stacks/hosts";
import { environment, type Keys } from "../../test-support/environments";
import { synthShape } from "../../test-support/shapes";

function settingsOf(overrides: Keys) {
  const of = environment(overrides);
  return djangoSettings(hostsOf(of), of);
}

describe("hosts", () => {
  it.each<[string, Keys, string[], string[]]>([
    ["one name", { name: "example.com" }, ["example.com"], ["https://example.com"]],
    [
      "aliases that are served",
      { name: "example.com", aliases: ["www.example.com", "api.example.com"] },
      ["example.com", "api.example.com", "www.example.com"],
      ["https://example.com", "https://api.example.com", "https://www.example.com"],
    ],
    [
      "aliases that are redirected before they reach Django",
      { name: "example.com", aliases: ["www.example.com"], redirectAliases: true },
      ["example.com"],
      ["https://example.com"],
    ],
    [
      "a wildcard, each in the form that the setting takes",
      { name: "example.com", aliases: ["*.example.com"] },
      ["example.com", ".example.com"],
      ["https://example.com", "https://*.example.com"],
    ],
  ])("of %s", (_, domain, hosts, origins) => {
    const settings = settingsOf({ domain });
    expect(settings.ALLOWED_HOSTS).toEqual(hosts);
    expect(settings.CSRF_TRUSTED_ORIGINS).toEqual(origins);
  });
});

it("X-Forwarded-For has an address of CloudFront's and one of the load balancer's, or the latter alone", () => {
  expect(settingsOf({}).NUM_PROXIES).toBe(2);
  expect(settingsOf({ edge: { enabled: false } }).NUM_PROXIES).toBe(1);
});

it.each([
  [60, 75],
  [1, 16],
  [4000, 4015],
])("with an idle timeout of %d s Gunicorn keeps a connection for %d s", (idleTimeout, keepAlive) => {
  expect(settingsOf({ loadBalancer: { idleTimeout } }).GUNICORN_KEEP_ALIVE).toBe(keepAlive);
});

it.each([
  [true, 60, 60],
  [true, 300, 60],
  [true, 59, 59],
  [false, 300, 300],
])(
  "with an edge %s and an idle timeout of %d s Gunicorn works %d s at most",
  (enabled, idleTimeout, longest) => {
    const settings = settingsOf({ edge: { enabled }, loadBalancer: { idleTimeout } });
    expect(settings.GUNICORN_TIMEOUT).toBe(longest);
    expect(settings.GUNICORN_KEEP_ALIVE).toBeGreaterThan(idleTimeout);
  },
);

it("the scheme is in the load balancer's header", () => {
  expect(settingsOf({}).SECURE_PROXY_SSL_HEADER).toEqual(["HTTP_X_FORWARDED_PROTO", "https"]);
});

it("they are an output of every stack that serves", () => {
  expect(synthShape("smallest").output["django"]?.["value"]).toEqual(settingsOf({}));
  expect(synthShape("created zone, request").output["django"]).toBeUndefined();
});
