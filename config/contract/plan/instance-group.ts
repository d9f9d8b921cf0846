import type { LaterRule } from "../rule";

export const instanceGroup: LaterRule = {
  id: "instance-group",
  reason: "The load balancer is let in by one security group of each instance.",
  page: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-security-groups.html",
  remedy: "Write securityGroupId where an instance is in several groups.",
  stage: "plan",
  waivable: "nothing",
  reads: ["backends"],
  asks({ backends }) {
    const read = Object.values(backends).flatMap(({ targets }) => {
      if (targets.type === "tags") return targets.securityGroupId === undefined ? ["tagged instances"] : [];
      if (targets.type !== "instances") return [];
      return targets.instances.flatMap(({ id, securityGroupId }) =>
        securityGroupId === undefined ? [id] : [],
      );
    });
    return read.length === 0
      ? undefined
      : `the groups of ${[...new Set(read)].join(", ")} (postcondition of data.aws_instance)`;
  },
};
