import type { LaterRule } from "../rule";

export const aliasFree: LaterRule = {
  id: "alias-free",
  reason: "A name belongs to one distribution, in whichever account that is.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html#alternate-domain-names-requirements",
  remedy: "Take the name out of the other distribution, or move it.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["edge", "domain"],
  asks: ({ edge, domain }) =>
    edge.enabled
      ? `that no other distribution has ${[domain.name, ...domain.aliases].join(", ")}`
      : undefined,
};
