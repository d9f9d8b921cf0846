import type { LaterRule } from "../rule";

export const taggedCopies: LaterRule = {
  id: "tagged-copies",
  reason: "Where PostgreSQL runs beside the application, each copy of the machine has its own data.",
  page: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html",
  remedy: "Move the database and the files out of the machines first, then waive the rule.",
  stage: "plan",
  waivable: "warnings",
  reads: ["backends"],
  asks({ backends }) {
    const tagged = Object.entries(backends).filter(([, { targets }]) => targets.type === "tags");
    return tagged.length === 0
      ? undefined
      : `that one instance bears the tags of ${tagged.map(([name]) => name).join(", ")} (check.tagged_copies)`;
  },
};
