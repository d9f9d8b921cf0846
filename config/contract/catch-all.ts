import { contains } from "../patterns";
import { show } from "../report";
import type { Rule } from "./rule";

export const catchAll: Rule = {
  id: "catch-all",
  reason:
    "Every path has one owner: with a site, what no backend claims is the site's; without one, the distribution sends it to a backend.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern",
  remedy: "Give /* to one backend, or add a site.",
  stage: "synth",
  waivable: "nothing",
  reads: ["edge", "site", "backends"],
  subject: ({ site }) => (site === undefined ? "/* is a backend's" : "/* is the site's"),
  check({ edge, site, backends }, report) {
    const entries = Object.entries(backends).flatMap(([name, { paths }]) =>
      paths.map((pattern) => ({ name, pattern })),
    );
    const all = entries.filter(({ pattern }) => contains([pattern], ["/*"]));
    if (site === undefined) {
      if (!edge.enabled || all.length > 0) return;
      report.problem({
        path: ["backends"],
        wrong: "must hold one that claims /* where there is no site",
        found: entries.map(({ name, pattern }) => `${name} with ${pattern}`).join(", "),
        fix: 'write paths: ["/*"] in one of them, or add a site',
      });
      return;
    }
    for (const [name, { paths }] of Object.entries(backends)) {
      if (paths.length > 0) continue;
      report.problem({
        path: ["backends", name, "paths"],
        wrong: "is missing, and with a site there is no default",
        fix: 'write those that the backend answers, such as ["/api/*"]',
      });
    }
    for (const { name, pattern } of all) {
      report.problem({
        path: ["backends", name, "paths", { value: pattern }],
        wrong: "leaves no path to the site",
        found: show(pattern),
        fix: "write narrower patterns such as /api/*, or remove site",
      });
    }
  },
};
