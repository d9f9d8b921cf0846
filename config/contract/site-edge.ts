import type { Rule } from "./rule";

export const siteEdge: Rule = {
  id: "site-edge",
  reason: "The site's bucket is private: only the distribution reads it.",
  reads: ["edge", "site"],
  check({ edge, site }, report) {
    if (site === undefined || edge.enabled) return;
    report.problem({
      path: ["site"],
      wrong: "needs the edge, and edge.enabled is false",
      fix: "remove site, or set edge.enabled to true",
    });
  },
};
