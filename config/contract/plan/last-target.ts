import type { LaterRule } from "../rule";

export const lastTarget: LaterRule = {
  id: "last-target",
  reason: "A group without a target answers 503 to everything.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-register-targets.html",
  remedy: "Mend the tags, or start an instance that bears them.",
  stage: "plan",
  waivable: "nothing",
  reads: ["backends"],
  asks({ backends }) {
    const tagged = Object.entries(backends).filter(([, { targets }]) => targets.type === "tags");
    return tagged.length === 0
      ? undefined
      : `that instances bear the tags of ${tagged.map(([name]) => name).join(", ")} (precondition of the target groups)`;
  },
};
