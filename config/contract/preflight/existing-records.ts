import type { LaterRule } from "../rule";

export const existingRecords: LaterRule = {
  id: "existing-records",
  reason:
    "A record that is there already stops the apply half-way, and its TTL says how long viewers keep it.",
  page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-editing.html",
  remedy: "Remove the record, or import it.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["domain", "dns"],
  asks: ({ dns }) =>
    dns.type === "external" ? undefined : "which of the records exist already, and their TTL",
};
