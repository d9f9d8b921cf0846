import { show } from "../report";
import type { Rule } from "./rule";

export const repeatedName: Rule = {
  id: "repeated-name",
  reason: "A name is served once: the aliases are the other names.",
  page: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/CNAMEs.html",
  remedy: "Leave domain.name out of the aliases.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain"],
  subject: ({ domain }) => [domain.name, ...domain.aliases].join(", "),
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
