import type { Environment } from "../environment";
import type { Rule } from "./rule";

type Targets = Environment["backends"][string]["targets"];

export const severalInstances: Rule = {
  id: "several-instances",
  reason: "Where PostgreSQL runs beside the application, each copy of the machine has its own data.",
  page: "https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html",
  remedy: "Move the database and the files out of the machines first.",
  stage: "synth",
  waivable: "warnings",
  reads: ["backends"],
  subject: ({ backends }) =>
    Object.entries(backends)
      .map(([name, { targets }]) => `${name}: ${targets.type}`)
      .join(", "),
  check({ backends }, report) {
    for (const [name, { targets }] of Object.entries(backends)) {
      const { key, copies } = copiesOf(targets);
      if (copies < 2) continue;
      report.warning({
        path: ["backends", name, "targets", key],
        wrong: `${targets.type === "autoScaling" ? "makes" : "are"} several machines: if PostgreSQL or uploads live on them, each has data of its own`,
        found: String(copies),
        fix: "move the database and the files out of the machines first",
      });
    }
  },
};

function copiesOf(targets: Targets): { readonly key: string; readonly copies: number } {
  switch (targets.type) {
    case "instances":
      return { key: "instances", copies: targets.instances.length };
    case "addresses":
      return { key: "addresses", copies: targets.addresses.length };
    case "autoScaling":
      return { key: targets.max > targets.min ? "max" : "min", copies: targets.max };
    default:
      return { key: "type", copies: 0 };
  }
}
