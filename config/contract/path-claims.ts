import type { Environment } from "../environment";
import { claims, contains, sharedPath } from "../patterns";
import { show } from "../report";
import type { Report, Rule } from "./rule";

interface Claim {
  readonly backend: string;
  readonly pattern: string;
  readonly hosts: readonly string[];
}

export const pathClaims: Rule = {
  id: "path-claims",
  reason:
    "Of two patterns that take the same path one must be the narrower, or the order of the rules decides who answers.",
  page: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html",
  remedy: "Change the patterns so that they share no path, or so that one holds the other.",
  stage: "synth",
  waivable: "nothing",
  reads: ["domain", "site", "backends"],
  subject: ({ backends }) =>
    Object.values(backends)
      .flatMap(({ paths }) => paths)
      .join(", "),
  check(environment, report) {
    const all = claimsOf(environment);
    for (const [index, claim] of all.entries()) {
      for (const earlier of all.slice(0, index)) {
        if (claim.backend !== earlier.backend && hostsMeet(claim, earlier)) compare(claim, earlier, report);
      }
    }
  },
};

function claimsOf({ domain, backends }: Environment): Claim[] {
  return Object.entries(backends).flatMap(([backend, { paths, hosts = [domain.name, ...domain.aliases] }]) =>
    paths.map((pattern) => ({ backend, pattern, hosts })),
  );
}

function compare({ backend, pattern }: Claim, earlier: Claim, report: Report): void {
  const path = ["backends", backend, "paths", { value: pattern }];
  const other = `${earlier.pattern} of backend ${earlier.backend}`;
  const [mine, theirs] = [claims(pattern), claims(earlier.pattern)];
  const shared = sharedPath(mine, theirs);
  if (shared === undefined) return;
  const [inside, around] = [contains(theirs, mine), contains(mine, theirs)];
  if ((inside && around) || isBareForm(pattern, earlier.pattern) || isBareForm(earlier.pattern, pattern)) {
    report.problem({
      path,
      wrong: `claims ${shared}, which ${other} claims too`,
      found: show(pattern),
      fix: "give each path to one backend, or separate them by hosts",
    });
  } else if (!inside && !around) {
    report.problem({
      path,
      wrong: `crosses ${other}: both match ${shared}, and neither is the narrower`,
      found: show(pattern),
      fix: "change one so that they share no path, or so that one holds the other",
    });
  }
}

/** `/x` stands for itself in `/x/*` as well. */
function isBareForm(bare: string, pattern: string): boolean {
  return `${bare}/*` === pattern;
}

function hostsMeet(one: Claim, other: Claim): boolean {
  return one.hosts.some((host) => other.hosts.some((each) => sharedPath([host], [each]) !== undefined));
}
