import type { Side } from "./support";

const external = { targets: { type: "external" } };
const PASSWORD = `preview:${"0".repeat(32)}:${"1".repeat(64)}`;
const site = { spa: true };
const claiming = (...paths: readonly string[]) => ({ paths, ...external });
const paths = (count: number) => Array.from({ length: count }, (_, index) => `/p${index}`);

/** Rules about who answers a path. */
export const PATH_SIDES: readonly Side[] = [
  {
    rule: "catch-all",
    what: "/* is claimed, and it is not",
    holds: { backends: { api: claiming("/*") } },
    breaks: { backends: { api: claiming("/a*") } },
    as: "problem",
  },
  {
    rule: "path-claims",
    what: "one pattern within another, and across it",
    holds: { backends: { a: claiming("/*"), b: claiming("/api/*") } },
    breaks: { backends: { a: claiming("/*", "/api/*"), b: claiming("/*/x") } },
    as: "problem",
  },
  {
    rule: "listener-rules",
    what: "five wildcards in a rule, and six",
    holds: { backends: { a: claiming("/*"), b: claiming("/*a*b*c*d*") } },
    breaks: {
      domain: { name: "example.com", aliases: ["*.example.com"] },
      backends: { a: claiming("/*"), b: claiming("/*a*b*c*d*") },
    },
    as: "problem",
  },
  {
    rule: "rule-quota",
    what: "100 rules, and 101",
    holds: { backends: { a: claiming("/*", ...paths(99)) } },
    breaks: { backends: { a: claiming("/*", ...paths(100)) } },
    as: "problem",
  },
  {
    rule: "distribution-quota",
    what: "75 behaviours, and 76",
    holds: { backends: { a: claiming("/*", ...paths(74)) } },
    breaks: { backends: { a: claiming("/*", ...paths(75)) } },
    as: "problem",
  },
  {
    rule: "asset-paths",
    what: "assets within a backend's pattern, and around it",
    holds: { site: { assets: ["/api/static/*"] }, backends: { a: claiming("/api/*") } },
    breaks: { site: { assets: ["/api/*"] }, backends: { a: claiming("/api/static/*") } },
    as: "problem",
  },
  {
    rule: "admin-static",
    what: "the admin with its files, and without",
    holds: { site, backends: { a: claiming("/admin/*", "/static/*") } },
    breaks: { site, backends: { a: claiming("/admin/*", "/static/a*") } },
    as: "warning",
  },
  {
    rule: "priorities",
    what: "two numbers, and one",
    holds: { backends: { a: { priority: 1, ...claiming("/*") }, b: { priority: 2, ...claiming("/b") } } },
    breaks: { backends: { a: { priority: 1, ...claiming("/*") }, b: { priority: 1, ...claiming("/b") } } },
    as: "problem",
  },
  {
    rule: "site-edge",
    what: "an edge, and none",
    holds: { site, backends: { a: claiming("/api/*") } },
    breaks: { site, edge: { enabled: false }, backends: { a: claiming("/api/*") } },
    as: "problem",
  },
  {
    rule: "basic-auth",
    what: "every path of the backend exempt, and all but one",
    holds: {
      site: { basicAuth: { passwords: [PASSWORD], exempt: ["/api/*"] } },
      backends: { a: claiming("/api/*") },
    },
    breaks: {
      site: { basicAuth: { passwords: [PASSWORD], exempt: ["/api/*"] } },
      backends: { a: claiming("/api/*", "/apis") },
    },
    as: "warning",
  },
];
