import type { Rule } from "./rule";
import { scaledBackends, scaledSubject } from "./scaled";

export const scalingRoom: Rule = {
  id: "scaling-room",
  reason: "What follows a figure needs numbers to choose from.",
  page: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/asg-capacity-limits.html",
  remedy: "Write a max above min, or leave scaling out.",
  stage: "synth",
  waivable: "warnings",
  reads: ["backends"],
  subject: ({ backends }) => scaledSubject(backends, ({ min, max }) => `${min} to ${max}`),
  check({ backends }, report) {
    for (const [name, { min, max, scaling }] of scaledBackends(backends)) {
      if (scaling === undefined || max > min) continue;
      report.warning({
        path: ["backends", name, "targets", "scaling"],
        wrong: `changes nothing, as min and max are both ${min}`,
        fix: `write max: ${min + 1} or more, or remove scaling`,
      });
    }
  },
};
