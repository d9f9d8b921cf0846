import { recordSchema } from "../../acceptance/record/record";
import { json, markdown } from "../../acceptance/report/markdown";
import { outcomeOf } from "../../acceptance/report/outcome";
import { scrubbed } from "../../acceptance/report/scrub";
import { providerVersion } from "../../acceptance/report/versions";
import { jsonBeside } from "../../acceptance/report/write";
import { ALL } from "../../acceptance/verify/checks";
import { acceptedRecord, DESCRIPTION } from "./support/record";

const RIGHT = acceptedRecord();

/** The run with one of its checks changed, or left out. */
function withCheck(id: string, status?: "FAIL" | "SKIPPED") {
  const checks = RIGHT.checks.flatMap((check) =>
    check.id !== id ? [check] : status === undefined ? [] : [{ ...check, status }],
  );
  return acceptedRecord({ checks });
}

describe("the outcome", () => {
  it("is accepted where every check has passed on AWS", () => {
    expect(outcomeOf(RIGHT)).toEqual({
      accepted: true,
      verdict: `accepted on AWS: ${ALL.length} checks passed`,
      exitCode: 0,
    });
  });

  it.each([
    ["a check has failed", withCheck("api", "FAIL"), "not accepted, on AWS: 1 check failed"],
    [
      "a check was skipped",
      withCheck("dns", "SKIPPED"),
      "not accepted, on AWS: not verified: 1 check skipped",
    ],
    ["a check was not reached", withCheck("bucket"), "not accepted, on AWS: 1 check not reached"],
    [
      "something is left",
      acceptedRecord({ left: ["instance i-1"] }),
      "not accepted, on AWS: 1 resource left",
    ],
    [
      "a step was stopped",
      acceptedRecord({
        steps: [
          { name: "deploy", startedAt: "", seconds: 1, outcome: "stopped", reason: "stopped by SIGINT" },
        ],
      }),
      "not accepted, on AWS: deploy stopped",
    ],
    [
      "it was not AWS",
      acceptedRecord({ place: "local AWS" }),
      "not accepted, not run on AWS but on the local AWS",
    ],
  ])("is not where %s", (_, record, verdict) => {
    expect(outcomeOf(record)).toEqual({ accepted: false, verdict, exitCode: 1 });
  });
});

describe("the report", () => {
  const text = markdown(RIGHT);

  it("says what was run, where and when, with every check and step", () => {
    expect(text).toContain(`**accepted on AWS: ${ALL.length} checks passed.**`);
    expect(text).toContain("| run on | AWS |");
    expect(text).toContain("| Terraform | 1.11.4 |");
    expect(text).toContain("| name | gatehouse-acceptance-abc123.example.com |");
    for (const { id, claim } of ALL) expect(text).toContain(`| ${id} | ${claim} | OK | 200 |`);
    expect(text).toContain("| deploy | 2026-01-02T03:04:05.000Z | 01:01 | done |");
    expect(text).toContain("Things existed for 35:30, from 2026-01-02T03:05:00.000Z: at most $0.099.");
    expect(text).toMatch(/## Left over\n\nNothing\.\n$/);
  });

  it("says first that it is not of AWS, where it is not", () => {
    const [, , verdict] = markdown(acceptedRecord({ place: "local AWS" })).split("\n");
    expect(verdict).toBe("**not accepted, not run on AWS but on the local AWS.**");
  });

  it("tells the account by its last digits alone, in both forms", () => {
    expect(text).toContain("| account | ********4321 |");
    for (const form of [text, json(RIGHT)]) expect(form).not.toContain(DESCRIPTION.account);
    expect(JSON.parse(json(RIGHT))).toMatchObject({
      accepted: true,
      description: { account: "********4321" },
    });
  });

  it("keeps a table a table, whatever was seen", () => {
    const checks = RIGHT.checks.map((check) => ({ ...check, seen: "a|b\nc" }));
    expect(markdown(acceptedRecord({ checks }))).toContain("| OK | a\\|b c |");
  });

  it("lists what is left, and does not claim what it does not know", () => {
    expect(markdown(acceptedRecord({ left: ["instance i-1"], state: "deployed" }))).toMatch(
      /\n- instance i-1\n$/,
    );
    const unknown = markdown(
      acceptedRecord({ state: "changing", existed: { from: "2026-01-02T03:05:00.000Z" } }),
    );
    expect(unknown).toContain("Not known: the teardown has not come to its end.");
    expect(unknown).toContain("Things exist since 2026-01-02T03:05:00.000Z.");
  });
});

it("tells nobody's account, name, address or secret, whatever an error says", () => {
  const secret = "0123456789abcdefghijklmnopqrstuvwxyzabcd";
  const who = `arn:aws:sts::${DESCRIPTION.account}:assumed-role/Admin/jane@example.com`;
  const reason = `User: ${who} is not authorized; x-origin-verify ${secret}; 198.51.100.7/32`;
  const step = { name: "deploy", startedAt: "", seconds: 1, outcome: "failed", reason } as const;
  const record = acceptedRecord({ steps: [step], openTo: "198.51.100.7" });
  for (const form of [markdown(record), json(record)]) {
    const text = scrubbed(form, record, secret);
    expect(text).toContain("User: arn:aws:sts::********4321:assumed-role/Admin/*** is not authorized");
    for (const hidden of [DESCRIPTION.account, "jane", secret, "198.51.100.7"])
      expect(text).not.toContain(hidden);
    expect(text).toContain("(this machine)");
  }
});

it("has its JSON beside it", () => {
  expect([jsonBeside("a/b.md"), jsonBeside("a/b.txt")]).toEqual(["a/b.json", "a/b.txt.json"]);
});

it("reads the provider that was chosen", () => {
  const selections = { "registry.terraform.io/hashicorp/aws": "5.100.0", "example.com/x/y": "1.0.0" };
  expect(providerVersion(JSON.stringify({ provider_selections: selections }))).toBe("5.100.0");
  expect(providerVersion("{}")).toBe("unknown");
});

it("is made of a record that reads back as it was written", () => {
  expect(recordSchema.parse(JSON.parse(JSON.stringify(RIGHT)))).toEqual(RIGHT);
});
