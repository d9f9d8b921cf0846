import type { LaterRule } from "../rule";

export const prefixListQuota: LaterRule = {
  id: "prefix-list-quota",
  reason: "The prefix list of CloudFront counts as 55 of the rules that a security group may have.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/LocationsOfEdgeServers.html",
  remedy: "Ask for a higher quota of rules for each security group.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["loadBalancer"],
  asks: ({ loadBalancer }) =>
    loadBalancer.exposure === "internet" ? undefined : "the account's quota of rules for each security group",
};
