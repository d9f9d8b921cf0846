import { show } from "../report";
import { covers } from "../schema/hostname";
import type { Rule } from "./rule";

export const backendHosts: Rule = {
  id: "backend-hosts",
  reason: "A host that is not among the environment's names has no DNS record and no certificate here.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions",
  remedy: "Add the host to domain.aliases, or leave it out of the backend.",
  stage: "synth",
  waivable: "warnings",
  reads: ["domain", "backends"],
  subject({ backends }) {
    const listed = Object.values(backends).flatMap(({ hosts = [] }) => hosts);
    return listed.length === 0 ? "no backend names hosts" : listed.join(", ");
  },
  check({ domain, backends }, report) {
    const names = [domain.name, ...domain.aliases];
    for (const [name, { hosts = [] }] of Object.entries(backends)) {
      for (const host of hosts) {
        const path = ["backends", name, "hosts", { value: host }];
        if (!names.some((each) => covers(each, host))) {
          report.problem({
            path,
            wrong: "is not among the names in domain",
            found: show(host),
            fix: `add it to domain.aliases, or write one of ${names.join(", ")}`,
          });
        } else if (domain.redirectAliases && host !== domain.name) {
          report.warning({
            path,
            wrong: `never gets a request, because domain.redirectAliases sends it to ${domain.name}`,
            found: show(host),
            fix: `write ${domain.name}, or set redirectAliases: false`,
          });
        }
      }
    }
  },
};
