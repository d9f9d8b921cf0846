import type { LaterRule } from "../rule";

export const zoneFound: LaterRule = {
  id: "zone-found",
  reason: "Records go into the one public zone of this account that holds the names.",
  page: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-working-with.html",
  remedy: "Create the zone, or give the id of the one that the registrar's name servers belong to.",
  stage: "plan",
  waivable: "nothing",
  reads: ["dns"],
  asks: ({ dns }) =>
    dns.type === "existing" && dns.zoneId === undefined
      ? "that there is one such zone (precondition of data.aws_route53_zone.zone)"
      : undefined,
};
