import type { Environment } from "../environment";
import { claims, contains } from "../patterns";
import { covers } from "../schema/hostname";
import type { Rule } from "./rule";

export const hostRule: Rule = {
  id: "host-rule",
  reason: "A Host that no listener rule wants is answered with 403, whatever DNS and certificate say.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html#host-conditions",
  remedy: "Let a backend answer on the name, or leave the name out of domain.",
  stage: "synth",
  waivable: "warnings",
  reads: ["domain", "edge", "site", "backends"],
  subject: (environment) => servedNames(environment).join(", "),
  check(environment, report) {
    const entries = entriesOf(environment);
    for (const { name, pattern } of forwarded(environment, entries)) {
      const refused = servedNames(environment).filter((host) => {
        const wanted = entries.filter(({ hosts }) => hosts.some((each) => covers(each, host)));
        return pattern === undefined
          ? wanted.length === 0
          : !contains(
              wanted.flatMap((each) => claims(each.pattern)),
              claims(pattern),
            );
      });
      if (refused.length === 0) continue;
      report.warning({
        path: name === undefined ? ["backends"] : ["backends", name, "hosts"],
        wrong: `leave ${pattern === undefined ? "" : `${pattern} of `}${refused.join(", ")} to no rule: the load balancer answers with 403`,
        fix: "let a backend take it on that name too, or leave the name out of domain",
      });
    }
  },
};

interface Entry {
  readonly name: string;
  readonly pattern: string;
  readonly hosts: readonly string[];
}

function servedNames({ domain }: Environment): readonly string[] {
  return [domain.name, ...(domain.redirectAliases ? [] : domain.aliases)];
}

function entriesOf(environment: Environment): Entry[] {
  return Object.entries(environment.backends).flatMap(([name, { paths, hosts = servedNames(environment) }]) =>
    paths.map((pattern) => ({ name, pattern, hosts })),
  );
}

/** What reaches the load balancer: with a site what some backend claims, else everything; all of a name without an edge. */
function forwarded({ edge, site }: Environment, entries: readonly Entry[]): Partial<Entry>[] {
  if (!edge.enabled) return [{}];
  return site === undefined ? [{ pattern: "/*" }] : [...entries];
}
