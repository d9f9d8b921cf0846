import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { RUNBOOKS } from "../../modules/observability/runbooks";
import { resourcesOf } from "../../test-support/exposure/read";
import { synthShape } from "../../test-support/shapes";
import { codesOf, fencesOf, proseOf, ROOT, read, rowsOf, sectionOf } from "./support";

const alarms = resourcesOf(synthShape("alarms by mail"), "aws_cloudwatch_metric_alarm");
const alarmOf = (kind: string) =>
  alarms.find(({ body }) => String(body["alarm_name"]).endsWith(`-${kind}`))?.body;
const pageOf = (kind: string) => `docs/runbooks/${kind}.md`;

describe("runbooks", () => {
  it("are a page for every alarm, and no other", () => {
    const pages = readdirSync(join(ROOT, "docs", "runbooks")).sort();
    expect(pages).toEqual([...RUNBOOKS].sort().map((kind) => `${kind}.md`));
  });

  it("are named by every alarm", () => {
    const named = alarms.map(({ body }) => / Runbook: (\S+)$/.exec(String(body["alarm_description"]))?.[1]);
    expect(new Set(named)).toEqual(new Set(RUNBOOKS.map(pageOf)));
  });
});

describe.each([...RUNBOOKS])("the runbook of %s", (kind) => {
  const page = pageOf(kind);

  it("names its alarm, and links back to the list of all", () => {
    const text = proseOf(page);
    expect(text.startsWith(`# ${kind}: `)).toBe(true);
    expect(codesOf(text).some((code) => code.startsWith("<project>-") && code.endsWith(`-${kind}`))).toBe(
      true,
    );
    expect(text).toContain("(../alarms.md#which-alarms-there-are)");
    expect(read("docs/alarms.md")).toContain(`[\`${kind}\`](runbooks/${kind}.md)`);
  });

  it("says what it means, where to look, why it may be, what to do, and when to wake someone", () => {
    expect(proseOf(page)).toContain("**What it means**: ");
    expect(sectionOf(page, "## First look")).toMatch(/^```sh$/m);
    const causes = rowsOf(sectionOf(page, "## Causes, likeliest first"));
    expect(causes.length).toBeGreaterThanOrEqual(4);
    expect(causes.flat().filter((cell) => cell === "")).toEqual([]);
    expect(sectionOf(page, "## When to escalate").trim().length).toBeGreaterThan(40);
  });

  it("has commands that a shell can read", () => {
    for (const { info, text } of fencesOf(page)) {
      expect(info).toBe("sh");
      const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    }
  });

  it("names thresholds that there are", () => {
    const keys = codesOf(read(page)).flatMap((code) => /^alarms\.thresholds\.(\w+)$/.exec(code)?.[1] ?? []);
    for (const key of keys) {
      expect(read("docs/environment.md")).toContain(`| \`thresholds.${key}\` |`);
    }
  });
});

describe("the table in docs/alarms.md", () => {
  const rows = rowsOf(sectionOf("docs/alarms.md", "## Which alarms there are"));
  const MISSING = { good: "notBreaching", bad: "breaching", "as before": "ignore" };

  it("has every alarm", () => {
    expect(rows.map(([alarm = ""]) => /`([\w-]+)`/.exec(alarm)?.[1]).sort()).toEqual([...RUNBOOKS].sort());
  });

  it.each(rows)(
    "says of %s what is built",
    (alarm = "", watches = "", bad = "", threshold = "", missing = "") => {
      const [, kind = ""] = /`([\w-]+)`/.exec(alarm) ?? [];
      const built = alarmOf(kind);
      expect(built?.["metric_name"]).toBe(codesOf(watches)[0]);
      expect(bad).toBe(
        `${built?.["datapoints_to_alarm"]} of ${built?.["evaluation_periods"]} times ${built?.["period"]} s`,
      );
      const words = {
        GreaterThanOrEqualToThreshold: "at least",
        LessThanOrEqualToThreshold: "at most",
        LessThanThreshold: "below",
      };
      const [word] = Object.entries(words).flatMap(([name, each]) =>
        built?.["comparison_operator"] === name ? [each] : [],
      );
      expect(threshold).toMatch(new RegExp(`^${word} ${built?.["threshold"]}\\b`));
      const [counted] = Object.entries(MISSING).flatMap(([each, name]) =>
        missing.startsWith(`${each}: `) ? [name] : [],
      );
      expect(counted).toBe(built?.["treat_missing_data"]);
      expect(watches.includes("us-east-1")).toBe(
        built?.["provider"] === "aws.us_east_1" && kind !== "certificate-expiry",
      );
    },
  );
});
