import type { Allowance, Declared } from "../declared";
import { Document } from "./document";
import { missingTags } from "./missing-tags";
import { oldTls } from "./old-tls";
import { worldEgress, worldIngress } from "./open-groups";
import { publicBucket } from "./public-bucket";
import type { Finding, Rule, Surroundings } from "./rule";
import { unencrypted } from "./unencrypted";

/** What a guard has to say of a stack. */
export interface GuardReport {
  /** a line each: where, which rule, what was found, what to do */
  readonly violations: readonly string[];
  /** what breaks a rule for a reason, and what no rule has looked into: a line each */
  readonly notes: readonly string[];
}

const RULES: readonly Rule[] = [worldIngress, worldEgress, publicBucket, oldTls, unencrypted, missingTags];

/** Holds every rule against Terraform's JSON of a stack. */
export function check(
  json: unknown,
  { allowances, groups }: Declared,
  surroundings: Omit<Surroundings, "groups">,
): GuardReport {
  const document = new Document(json);
  const findings = RULES.flatMap((rule) => rule(document, { ...surroundings, groups }));
  const used = new Set<Allowance>();
  const violations = findings.filter((finding) => {
    const allowed = allowances.find((allowance) => covers(allowance, finding));
    if (allowed !== undefined) used.add(allowed);
    return allowed === undefined;
  });
  const notes = [
    ...findings.flatMap((finding) => reasonLine(finding, allowances)),
    ...allowances
      .filter((each) => each.reason !== undefined && !used.has(each))
      .map(({ path, rule }) => `${path} is allowed ${rule} and does not break it: take the allow() out`),
    ...document.modules.map((name) => `module.${name} is a Terraform module: no guard looks into it`),
  ];
  return { violations: [...new Set(violations.map(line))], notes: [...new Set(notes)] };
}

function line({ rule, element: { address, path }, found, where, remedy }: Finding): string {
  const what = where === undefined ? found : `${found} in ${where}`;
  const place = path === undefined ? address : `${address} (${path})`;
  return `${place} breaks ${rule}: ${what}; ${remedy}, or allow() it with a reason, modules/guards/README.md`;
}

function reasonLine(finding: Finding, allowances: readonly Allowance[]): string[] {
  const by = allowances.find((allowance) => covers(allowance, finding));
  const { rule, element, found } = finding;
  return by?.reason === undefined ? [] : [`${element.address} may break ${rule} (${found}): ${by.reason}`];
}

/** An allowance is of a construct and all that it made. */
function covers({ path, rule, only }: Allowance, finding: Finding): boolean {
  const { path: of = "" } = finding.element;
  const within = of === path || of.startsWith(`${path}/`);
  return within && rule === finding.rule && (only === undefined || only === finding.found);
}
