import { show } from "../report";
import type { Rule } from "./rule";

export const repeatedName: Rule = {
  id: "repeated-name",
  reason: "A name is served once: the aliases are the other names.",
  reads: ["domain"],
  check({ domain }, report) {
    if (!domain.aliases.includes(domain.name)) return;
    report.problem({
      path: ["domain", "aliases", { value: domain.name }],
      wrong: "repeats domain.name",
      found: show(domain.name),
      fix: "leave it out of the aliases",
    });
  },
};
