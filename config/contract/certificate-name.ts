import type { Rule } from "./rule";

const LIMIT = 64;

export const certificateName: Rule = {
  id: "certificate-name",
  reason: "The first name of a certificate is its common name too, of which ACM takes 64 characters.",
  page: "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
  remedy: "Choose a shorter name, or bring certificates of your own.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain", "certificates", "edge"],
  subject: ({ domain }) => domain.name,
  check({ domain, certificates, edge }, report) {
    const requested =
      certificates.regional === undefined || (edge.enabled && certificates.viewer === undefined);
    if (requested && domain.name.length > LIMIT) {
      report.problem({
        path: ["domain", "name"],
        wrong: `must have at most ${LIMIT} characters, the most that ACM takes as the first name of a certificate`,
        found: `${domain.name.length} characters`,
        fix: "choose a shorter name, or bring certificates of your own under certificates",
      });
    }
  },
};
