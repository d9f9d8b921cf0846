import type { Rule } from "./rule";

export const priorities: Rule = {
  id: "priorities",
  reason: "A listener refuses two rules of one priority.",
  reads: ["backends"],
  check({ backends }, report) {
    const owners = new Map<number, string>();
    for (const [name, { priority }] of Object.entries(backends)) {
      if (priority === undefined) continue;
      const owner = owners.get(priority);
      if (owner === undefined) {
        owners.set(priority, name);
        continue;
      }
      report.problem({
        path: ["backends", name, "priority"],
        wrong: `is the priority of backend ${owner} too`,
        found: String(priority),
        fix: "write another, or leave it out",
      });
    }
  },
};
