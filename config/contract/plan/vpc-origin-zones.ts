import { VPC_ORIGINS_PAGE, zonesWithoutVpcOrigins } from "../../vpc-origin-zones";
import type { LaterRule } from "../rule";

export const vpcOriginZones: LaterRule = {
  id: "vpc-origin-zones",
  reason: "In a few zones CloudFront makes no VPC origin: a load balancer there would not be reached.",
  page: `${VPC_ORIGINS_PAGE}#vpc-origins-supported-regions`,
  remedy: "Take subnets in other zones, whose ids `aws ec2 describe-availability-zones` prints.",
  stage: "plan",
  waivable: "nothing",
  reads: ["loadBalancer", "network", "region"],
  asks({ loadBalancer, network, region }) {
    const zones = zonesWithoutVpcOrigins(region).join(", ");
    if (loadBalancer.exposure !== "private" || zones === "") return undefined;
    return network.type === "default"
      ? `the default VPC's subnets: none in ${zones} (left out by data.aws_availability_zones.network_zones)`
      : `the load balancer's subnets: none in ${zones} (postconditions of the subnets)`;
  },
};
