import type { Rule } from "./rule";

export const severalInstances: Rule = {
  id: "several-instances",
  reason: "Where PostgreSQL runs beside the application, each copy of the machine has its own data.",
  reads: ["backends"],
  check({ backends }, report) {
    for (const [name, { targets }] of Object.entries(backends)) {
      const copies =
        targets.type === "instances"
          ? targets.instances
          : targets.type === "addresses"
            ? targets.addresses
            : [];
      if (copies.length < 2) continue;
      report.warning({
        path: ["backends", name, "targets", targets.type],
        wrong: "are several machines: if PostgreSQL or uploads live on them, each has data of its own",
        found: String(copies.length),
        fix: "move the database and the files out of the machines first",
      });
    }
  },
};
