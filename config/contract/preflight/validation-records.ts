import type { LaterRule } from "../rule";

export const validationRecords: LaterRule = {
  id: "validation-records",
  reason: "ACM issues once the validation records answer publicly, and gives up after 72 hours.",
  page: "https://docs.aws.amazon.com/acm/latest/userguide/dns-validation.html",
  remedy: "Make the records, wait until they answer, then dns.stage: ready.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["dns"],
  asks: ({ dns }) =>
    dns.type !== "existing" && dns.stage === "ready"
      ? "that the validation records answer publicly"
      : undefined,
};
