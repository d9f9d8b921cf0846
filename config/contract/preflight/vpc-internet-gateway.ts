import { VPC_ORIGINS_PAGE } from "../../vpc-origin-zones";
import type { LaterRule } from "../rule";

export const vpcInternetGateway: LaterRule = {
  id: "vpc-internet-gateway",
  reason:
    "CloudFront makes VPC origins only in a VPC with an internet gateway, though nothing that it sends goes through it.",
  page: VPC_ORIGINS_PAGE,
  remedy: "Attach an internet gateway to the VPC; its route tables stay as they are.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["loadBalancer", "network"],
  asks: ({ loadBalancer, network }) =>
    loadBalancer.exposure !== "private" || network.type === "create"
      ? undefined
      : "that an internet gateway is attached to the VPC",
};
