import type { LaterRule } from "../rule";

export const nameServers: LaterRule = {
  id: "name-servers",
  reason: "Records answer only where the registrar points at the zone that holds them.",
  page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-new-domain.html",
  remedy: "Set the zone's name servers at the registrar.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["dns", "domain"],
  asks: ({ dns, domain }) =>
    dns.type === "external"
      ? undefined
      : `the name servers that the world knows of ${domain.name} against the zone's`,
};
