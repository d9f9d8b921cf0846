import { certificateNames } from "../certificate-names";
import { demandNames } from "./covered";
import type { Rule } from "./rule";

export const viewerCertificate: Rule = {
  id: "viewer-certificate",
  reason:
    "A viewer's browser ends the connection where the distribution's certificate does not hold the name.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cnames-and-https-requirements.html",
  remedy: "Remove certificates.viewer to have one requested that holds every name.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain", "edge", "loadBalancer", "certificates"],
  subject: ({ domain, edge, certificates }) =>
    edge.enabled
      ? `${[domain.name, ...domain.aliases].join(", ")}: ${certificates.viewer ?? "requested in us-east-1"}`
      : "there is no edge",
  check(environment, report) {
    const { domain, edge, certificates } = environment;
    if (!edge.enabled) return;
    if (certificates.viewer !== undefined) {
      report.unchecked(
        "which names certificates.viewer holds: ACM knows, and preflight asks it (certificate-holds-names)",
      );
      return;
    }
    demandNames([domain.name, ...domain.aliases], certificateNames(environment).viewer, report);
  },
};
