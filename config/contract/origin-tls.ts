import { ORIGIN_TLS } from "../../modules/edge/origin-limits";
import { DEFAULT_SSL_POLICY, protocolsOf } from "../../modules/load-balancing/tls-policies";
import type { Rule } from "./rule";

export const originTls: Rule = {
  id: "origin-tls",
  reason:
    "CloudFront and the listener must share a TLS version, or every request of a backend is answered with 502.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
  remedy: "Give the listener a policy that takes what CloudFront offers.",
  stage: "synth",
  waivable: "nothing",
  reads: ["edge"],
  subject: ({ edge }) =>
    edge.enabled
      ? `CloudFront offers ${ORIGIN_TLS.join(", ")}, ${DEFAULT_SSL_POLICY} takes ${protocolsOf(DEFAULT_SSL_POLICY).join(", ")}`
      : "there is no edge",
  check({ edge }, report) {
    if (!edge.enabled || shareTls(ORIGIN_TLS, DEFAULT_SSL_POLICY)) return;
    report.problem({
      path: ["edge"],
      wrong: `offers the load balancer ${ORIGIN_TLS.join(", ")}, of which its policy ${DEFAULT_SSL_POLICY} takes none`,
      fix: "use a release of Gatehouse whose ends agree",
    });
  },
};

/** Whether a listener of this policy takes one of the protocols that are offered. */
export function shareTls(offered: readonly string[], policy: string): boolean {
  const taken = protocolsOf(policy);
  return offered.some((protocol) => taken.includes(protocol));
}
