import { contains, sharedPath } from "../patterns";
import { show } from "../report";
import type { Rule } from "./rule";

export const assetPaths: Rule = {
  id: "asset-paths",
  reason:
    "What an asset pattern takes comes from the bucket and is cached for a year: a backend's path must not be among it.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern",
  remedy: "Narrow the backend's pattern, or build the assets into a folder of their own.",
  stage: "synth",
  waivable: "nothing",
  reads: ["site", "backends"],
  subject: ({ site }) =>
    site === undefined
      ? "there is no site"
      : `assets ${site.assets.join(", ") || "none"} beside the backends' paths`,
  check({ site, backends }, report) {
    for (const asset of site?.assets ?? []) {
      for (const [name, { paths }] of Object.entries(backends)) {
        for (const pattern of paths) {
          const shared = sharedPath([asset], [pattern]);
          if (shared === undefined) continue;
          const takes = contains([asset], [pattern]);
          if (!takes && contains([pattern], [asset])) continue;
          report.problem({
            path: ["site", "assets", { value: asset }],
            wrong: takes
              ? `takes ${pattern} of backend ${name} away`
              : `crosses ${pattern} of backend ${name}: both match ${shared}, and neither is the narrower`,
            found: show(asset),
            fix: "narrow the backend's pattern, or build the assets into a folder of their own and name that",
          });
        }
      }
    }
  },
};
