import type { RuleAcross } from "./contract/across/rule";
import type { EnvironmentFile } from "./environment-file";
import type { ReadFile } from "./read";
import type { Line, Path } from "./report";

/** What one rule says of environments beside each other: the one that is read first owns what two of them claim. */
export function linesAcross(rule: RuleAcross, read: readonly ReadFile[]): Line[] {
  const owners = new Map<string, { readonly file: EnvironmentFile; readonly path: Path }>();
  const said = new Set<string>();
  return read.flatMap(({ environment, file, broken }) => {
    if (environment === undefined || rule.reads.some((key) => broken.has(key))) return [];
    return rule.claims(environment).flatMap((claim) => {
      const owner = owners.get(claim.key) ?? { file, path: claim.path };
      owners.set(claim.key, owner);
      const place = JSON.stringify([file.name, claim.path]);
      if (owner.file === file || said.has(place)) return [];
      said.add(place);
      return [file.lineHere(rule.problem(claim, owner.file.placeOf(owner.path)))];
    });
  });
}
