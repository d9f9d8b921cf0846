import { show } from "../report";
import type { Rule } from "./rule";

/** Django's admin, and what logins are usually called. */
const BEHIND_LOGIN =
  /^\/(admin|login|logout|signin|sign-in|account|accounts|auth|oauth2?|dashboard)(\/|\?|$)/i;

export const healthPath: Rule = {
  id: "health-path",
  reason:
    "A check that is redirected to a login makes every target unhealthy, and the load balancer then answers 503.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  remedy: "Check a path that answers 200 without a session, whatever the Host header says.",
  stage: "synth",
  waivable: "warnings",
  reads: ["backends"],
  subject: ({ backends }) =>
    Object.entries(backends)
      .map(([name, { healthCheck }]) => `${name} ${healthCheck.path} ${healthCheck.matcher}`)
      .join(", "),
  check({ backends }, report) {
    for (const [name, { healthCheck }] of Object.entries(backends)) {
      const path = ["backends", name, "healthCheck"];
      if (BEHIND_LOGIN.test(healthCheck.path)) {
        report.warning({
          path: [...path, "path"],
          wrong: "looks like a page behind a login, or one that redirects to it",
          found: show(healthCheck.path),
          fix: "check a path that answers 200 without a session, such as /api/v1/test/",
        });
      }
      if (takes(healthCheck.matcher, 401) || takes(healthCheck.matcher, 403)) {
        report.warning({
          path: [...path, "matcher"],
          wrong: "takes a refusal for health",
          found: show(healthCheck.matcher),
          fix: "check a path that answers without authentication, and leave out 401 and 403",
        });
      }
    }
  },
};

function takes(matcher: string, code: number): boolean {
  return matcher.split(",").some((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return first <= code && code <= last;
  });
}
