import { certificateNames } from "../certificate-names";
import { demandNames } from "./covered";
import type { Rule } from "./rule";

export const regionalCertificate: Rule = {
  id: "regional-certificate",
  reason:
    "CloudFront answers 502 where the load balancer's certificate holds neither the origin's name nor the Host that is handed on.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-bad-gateway.html",
  remedy: "Remove certificates.regional to have one requested that holds every name.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain", "region", "edge", "loadBalancer", "certificates"],
  subject: (environment) =>
    `${certificateNames(environment).regional.join(", ")}: ${environment.certificates.regional ?? `requested in ${environment.region}`}`,
  check(environment, report) {
    const { domain, certificates } = environment;
    if (certificates.regional !== undefined) {
      report.unchecked(
        "which names certificates.regional holds: ACM knows, and preflight asks it (certificate-holds-names)",
      );
      return;
    }
    demandNames([domain.name, ...domain.aliases], certificateNames(environment).regional, report);
  },
};
