import type { Rule } from "./rule";

export const siteEdge: Rule = {
  id: "site-edge",
  reason: "The site's bucket is private: only the distribution reads it.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  remedy: "Remove site, or switch the edge on.",
  stage: "synth",
  waivable: "nothing",
  reads: ["edge", "site"],
  subject: ({ site, edge }) =>
    site === undefined ? "there is no site" : `a site, edge.enabled ${edge.enabled}`,
  check({ edge, site }, report) {
    if (site === undefined || edge.enabled) return;
    report.problem({
      path: ["site"],
      wrong: "needs the edge, and edge.enabled is false",
      fix: "remove site, or set edge.enabled to true",
    });
  },
};
