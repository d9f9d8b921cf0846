import { parse } from "tldts";
import { type Path, show } from "../report";
import { withoutWildcard } from "../schema/hostname";
import type { Rule } from "./rule";

export const publicSuffix: Rule = {
  id: "public-suffix",
  reason: "ACM issues for names below a public suffix, never for the suffix itself.",
  page: "https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html",
  remedy: "Write a name of yours below the suffix, or bring certificates of your own.",
  stage: "synth",
  waivable: "warnings",
  reads: ["domain"],
  subject: ({ domain }) => [domain.name, ...domain.aliases].join(", "),
  check({ domain }, report) {
    const names: readonly (readonly [string, Path])[] = [
      [domain.name, ["domain", "name"]],
      ...domain.aliases.map((alias) => [alias, ["domain", "aliases", { value: alias }]] as const),
    ];
    for (const [name, path] of names) {
      const { domain: registrable, isIcann, publicSuffix: suffix } = parse(withoutWildcard(name));
      if (registrable === null) {
        report.problem({
          path,
          wrong: "is a public suffix, below which others register names",
          found: show(name),
          fix: `write a name of yours, such as example.${withoutWildcard(name)}`,
        });
      } else if (isIcann === false) {
        report.warning({
          path,
          wrong: `ends in .${suffix}, which is no public top-level domain`,
          found: show(name),
          fix: "correct it, or give certificates of your own: ACM issues for public names only",
        });
      }
    }
  },
};
