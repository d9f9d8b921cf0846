import type { LaterRule } from "../rule";

export const certificateAuthority: LaterRule = {
  id: "certificate-authority",
  reason: "A CAA record that does not name Amazon forbids ACM to issue.",
  page: "https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html",
  remedy: "Add amazon.com to the CAA records, or remove them.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["domain", "certificates"],
  asks: ({ domain }) => `the CAA records of ${domain.name} and of the names above it`,
};
