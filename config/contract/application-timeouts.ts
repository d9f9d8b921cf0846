import { ORIGIN_READ_TIMEOUT } from "../../modules/edge/origin-limits";
import type { Rule } from "./rule";

export const applicationTimeouts: Rule = {
  id: "application-timeouts",
  reason:
    "An application that closes idle connections before the load balancer does makes sporadic 502; one that works on longer than it is waited for works for nobody.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#connection-idle-timeout",
  remedy: "Start Gunicorn with --timeout and --keep-alive as the output django says.",
  stage: "synth",
  waivable: "nothing",
  reads: ["edge", "loadBalancer"],
  subject: ({ edge, loadBalancer }) => settingsOf(edge.enabled, loadBalancer.idleTimeout),
  check({ edge, loadBalancer }, report) {
    report.unchecked(
      `${settingsOf(edge.enabled, loadBalancer.idleTimeout)}: the application's own settings, as the output django has them`,
    );
  },
};

function settingsOf(edge: boolean, idleTimeout: number): string {
  const longest = edge ? Math.min(ORIGIN_READ_TIMEOUT, idleTimeout) : idleTimeout;
  return `Gunicorn's --timeout at most ${longest}, --keep-alive above ${idleTimeout}`;
}
