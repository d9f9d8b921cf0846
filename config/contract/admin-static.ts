import type { Environment } from "../environment";
import { claims, contains, sharedPath } from "../patterns";
import { show } from "../report";
import type { Rule } from "./rule";

const STATIC = "/static/*";

export const adminStatic: Rule = {
  id: "admin-static",
  reason:
    "Django's admin takes its scripts and styles from /static/ by default: they must come from the backend that has the admin.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesCacheBehavior.html#DownloadDistValuesPathPattern",
  remedy: "Let the backend claim /static/*, and build the site's assets into another folder.",
  stage: "synth",
  waivable: "warnings",
  reads: ["site", "backends"],
  subject: ({ site, backends }) =>
    site === undefined
      ? "there is no site"
      : `backends that claim /admin/: ${admins(backends).join(", ") || "none"}`,
  check({ site, backends }, report) {
    if (site === undefined) return;
    const claimed = Object.values(backends).flatMap(({ paths }) => paths.flatMap(claims));
    if (contains(claimed, claims(STATIC))) return;
    const asset = site.assets.find((each) => sharedPath([each], [STATIC]) !== undefined);
    for (const name of admins(backends)) {
      report.warning({
        path: ["backends", name, "paths"],
        wrong:
          asset === undefined
            ? "claim /admin/ and not /static/*, where Django's admin has its scripts and styles: the site answers there"
            : `claim /admin/, whose scripts and styles Django has at /static/*, and ${show(asset)} of site.assets takes them`,
        fix: "claim /static/* too, or set Django's STATIC_URL to a path of this backend",
      });
    }
  },
};

function admins(backends: Environment["backends"]): string[] {
  return Object.entries(backends).flatMap(([name, { paths }]) =>
    paths.some((each) => contains(claims(each), ["/admin/"]) && !contains([each], ["/*"])) ? [name] : [],
  );
}
