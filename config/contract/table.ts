import { contractAcross } from "./across";
import { allRules } from "./all";
import type { RuleText } from "./rule";

const begin = "<!-- rules: written by npm run schema -->";
const end = "<!-- rules: end -->";

/** `document` with the table of all rules between its markers written anew. */
export function withRules(document: string): string {
  const [before, ...rest] = document.split(begin);
  const after = rest.join(begin).split(end)[1];
  if (after === undefined) {
    throw new Error(`the document must hold the lines ${begin} and ${end}, got: neither or one`);
  }
  return `${before}${begin}\n\n${tables()}\n\n${end}${after}`;
}

/** A table for each stage, in the order in which the rules are asked. */
function tables(): string {
  const synth = allRules.filter(({ stage }) => stage === "synth");
  return [
    section(
      "At synth",
      synth.map((rule) => [rule, WAIVED[rule.waivable]]),
    ),
    section(
      "Between environments, at synth",
      contractAcross.map((rule) => [rule, WAIVED.nothing]),
    ),
    ...(["plan", "preflight"] as const).map((stage) =>
      section(
        `At ${stage}`,
        allRules.filter((rule) => rule.stage === stage).map((rule) => [rule, WAIVED[rule.waivable]]),
      ),
    ),
  ].join("\n\n");
}

const WAIVED = { nothing: "no", warnings: "its warning", everything: "yes" } as const;

function section(title: string, rules: readonly (readonly [RuleText, string])[]): string {
  const rows = rules.map(([{ id, reason, page, remedy }, waived]) =>
    row([`\`${id}\``, reason, remedy, waived, `[page](${page})`]),
  );
  return [
    `### ${title}`,
    "",
    row(["rule", "why", "what to do", "waived", "source"]),
    row(Array(5).fill("---")),
    ...rows,
  ].join("\n");
}

function row(texts: readonly string[]): string {
  return `| ${texts.map((text) => text.replaceAll("|", "\\|")).join(" | ")} |`;
}
