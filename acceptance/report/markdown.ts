import { maskAccount } from "../../cli/aws/mask";
import { estimate, shown } from "../cost/estimate";
import type { RunRecord } from "../record/record";
import { clock } from "../record/say";
import { hostOf } from "../stack/description";
import { outcomeOf } from "./outcome";

/** The report as people read it. */
export function markdown(record: RunRecord): string {
  const { description, versions, steps, checks, cost, left } = record;
  return [
    `# Acceptance run ${description.id}`,
    "",
    `**${outcomeOf(record).verdict}.**`,
    "",
    ...table(
      ["what", ""],
      [
        ["begun", record.startedAt],
        ["run on", record.place === "AWS" ? "AWS" : `not on AWS: the ${record.place}`],
        ["account", maskAccount(description.account)],
        ["region", description.region],
        ["name", hostOf(description)],
        ["image", description.imageId],
        ...Object.entries(versions),
      ],
    ),
    "",
    "## Checks",
    "",
    ...table(
      ["check", "claim", "result", "seen"],
      checks.map(({ id, claim, status, seen }) => [id, claim, status, seen]),
    ),
    "",
    "## Times",
    "",
    ...table(
      ["step", "begun", "took", "outcome"],
      steps.map(({ name, startedAt, seconds, outcome, reason }) => [
        name,
        startedAt,
        clock(seconds),
        reason === undefined ? outcome : `${outcome}: ${reason.split("\n").slice(0, 3).join(" ")}`,
      ]),
    ),
    "",
    "## Cost",
    "",
    `At most ${shown(cost.total)} for ${cost.hours} hours, by list prices of ${cost.asOf}; the limit was ` +
      `${shown(cost.limit)}. ${existedText(record)}`,
    "",
    ...table(
      ["what", "at most"],
      cost.items.map(({ what, dollars }) => [what, shown(dollars)]),
    ),
    "",
    "## Left over",
    "",
    ...(left.length === 0 ? [leftText(record)] : left.map((line) => `- ${line}`)),
    "",
  ].join("\n");
}

/** The report as programs read it: the record, with nothing in it that is secret. */
export function json(record: RunRecord): string {
  const { accepted, verdict } = outcomeOf(record);
  const { description, report: _, openTo: __, ...rest } = record;
  const { account, subnetId: ___, ...told } = description;
  const shownDescription = { ...told, account: maskAccount(account), host: hostOf(description) };
  return `${JSON.stringify({ accepted, verdict, description: shownDescription, ...rest }, null, 2)}\n`;
}

function leftText({ state }: RunRecord): string {
  return state === "torn down" ? "Nothing." : "Not known: the teardown has not come to its end.";
}

function existedText({ existed: { from, to }, cost, description }: RunRecord): string {
  if (from === undefined) return "Nothing was made.";
  if (to === undefined) return `Things exist since ${from}.`;
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  // As many zones as were counted then: each item of the estimate says its number.
  const addresses = Number(
    /^(\d+) public IPv4/m.exec(cost.items.map(({ what }) => what).join("\n"))?.[1] ?? 1,
  );
  const { total } = estimate({ region: description.region, zones: addresses - 1 }, Math.ceil(hours));
  return `Things existed for ${clock(hours * 3600)}, from ${from}: at most ${shown(total)}.`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|").replace(/\s+/g, " ")).join(" | ")} |`;
  return [line(head), `|${head.map(() => "---|").join("")}`, ...rows.map(line)];
}
