import { claims, contains } from "../patterns";
import { show } from "../report";
import type { Rule } from "./rule";

export const basicAuth: Rule = {
  id: "basic-auth",
  reason:
    "A browser sends one Authorization header: the password's, or the one that an application signs in with, never both.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html",
  remedy: "List the paths of an API with tokens under exempt, or have it keep its session in a cookie.",
  stage: "synth",
  waivable: "warnings",
  reads: ["site", "edge", "loadBalancer", "backends"],
  subject: ({ site }) =>
    site?.basicAuth === undefined
      ? "there is no password"
      : `a password everywhere but ${site.basicAuth.exempt.join(", ") || "nowhere"}`,
  check({ site, edge, loadBalancer, backends }, report) {
    const path = ["site", "basicAuth"];
    if (site?.basicAuth === undefined) return;
    if (!edge.enabled) {
      report.problem({
        path,
        wrong: "is asked for by the distribution, and edge.enabled is false",
        fix: "have nginx ask for it, as docs/edge-security.md shows, or set edge.enabled to true",
      });
      return;
    }
    if (loadBalancer.exposure === "internet") {
      report.warning({
        path,
        wrong: "is passed by: the load balancer answers anyone, since its exposure is internet",
        fix: "set loadBalancer.exposure to cloudfront",
      });
    }
    const exempt = site.basicAuth.exempt.flatMap(claims);
    for (const [name, { paths }] of Object.entries(backends)) {
      const asked = paths.filter((each) => !contains(exempt, claims(each)));
      if (asked.length === 0) continue;
      report.warning({
        path,
        wrong: `asks for the password on paths of backend ${name} too: an API with tokens in Authorization breaks`,
        found: show(asked),
        fix: "list them under exempt where the API has tokens, or waive basic-auth where it has cookies",
      });
    }
  },
};
