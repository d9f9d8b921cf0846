import type { LaterRule } from "../rule";

export const instancesNetwork: LaterRule = {
  id: "instances-network",
  reason: "A target that lies in another VPC is refused, one that does not answer is unhealthy.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html",
  remedy: "Name instances of the load balancer's VPC, and start the application on the port.",
  stage: "preflight",
  waivable: "nothing",
  reads: ["network", "backends"],
  asks({ backends }) {
    const known = Object.entries(backends).filter(([, { targets }]) => targets.type !== "external");
    return known.length === 0
      ? undefined
      : `VPC, zone, region and port of the targets of ${known.map(([name]) => name).join(", ")}`;
  },
};
