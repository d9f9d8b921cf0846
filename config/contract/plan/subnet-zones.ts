import type { LaterRule } from "../rule";

export const subnetZones: LaterRule = {
  id: "subnet-zones",
  reason: "A load balancer stands in two zones at least, one subnet in each, in the VPC of its backends.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html#subnets-load-balancer",
  remedy: "Name one subnet in each of two zones or more, all of the one VPC.",
  stage: "plan",
  waivable: "nothing",
  reads: ["network"],
  asks({ network }) {
    switch (network.type) {
      case "create":
        return undefined;
      case "default":
        return "the default VPC's subnets: two or more, one a zone (postcondition of data.aws_subnets.network)";
      default:
        return "the load balancer's subnets: a zone each, two or more, one VPC (preconditions of the load balancer)";
    }
  },
};
