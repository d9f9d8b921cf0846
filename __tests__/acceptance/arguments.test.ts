import { readArguments } from "../../acceptance/arguments";
import { BadInput } from "../../config/bad-input";

const RIGHT = ["--account", "123456789012", "--domain", "example.com", "--max-cost", "1"];

/** Everything that is said against a command line, without the usage. */
function problemsOf(args: readonly string[], env: NodeJS.ProcessEnv = {}, canAsk = true): readonly string[] {
  try {
    readArguments(args, env, canAsk);
    return [];
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    const [usage, ...lines] = error.lines;
    expect(usage).toMatch(/^usage: npm run acceptance -- --account ID --domain NAME --max-cost DOLLARS /);
    return lines.map((line) => line.replace(/^acceptance: /, ""));
  }
}

it("takes the least", () => {
  expect(readArguments(RIGHT, {}, true)).toEqual({
    kind: "run",
    account: "123456789012",
    domain: "example.com",
    maxCost: 1,
    region: "eu-west-1",
    report: undefined,
    folder: undefined,
    yes: false,
  });
});

it("takes everything", () => {
  const more = ["--region", "us-east-1", "--report", "r.md", "--folder", "runs", "--yes"];
  expect(readArguments([...RIGHT, ...more], { AWS_REGION: "eu-north-1" }, false)).toMatchObject({
    region: "us-east-1",
    report: "r.md",
    folder: "runs",
    yes: true,
  });
});

it.each([
  [{ AWS_REGION: "eu-north-1", AWS_DEFAULT_REGION: "eu-south-1" }, "eu-north-1"],
  [{ AWS_DEFAULT_REGION: "eu-south-1" }, "eu-south-1"],
])("takes the region of the shell %j", (env, region) => {
  expect(readArguments(RIGHT, env, true)).toMatchObject({ region });
});

it("takes the folder of a run to tear down", () => {
  expect(readArguments(["--teardown", "runs/abc123"], {}, false)).toEqual({
    kind: "teardown",
    folder: "runs/abc123",
  });
});

it("says everything that is missing at once", () => {
  expect(problemsOf([], {}, false)).toEqual([
    "--account must be the account to deploy to, 12 digits, found none; aws sts get-caller-identity tells it",
    "--domain must be a domain with a hosted zone in the account, found none",
    "--max-cost must be what the run may cost, in US dollars, such as 1 or 0.50, found none",
    "--yes is needed where nobody can be asked: standard input is no terminal",
  ]);
});

it("says everything that is wrong at once", () => {
  const args = ["--account", "12", "--domain", "Example", "--max-cost", "-1", "--region", "eu-west-9"];
  expect(problemsOf([...args, "--reprot", "x"])).toEqual([
    "unknown option --reprot; write --report",
    expect.stringMatching(/^--account must be .*, found "12";/),
    expect.stringMatching(/^--domain must be .*found "Example"/),
    expect.stringMatching(/^--max-cost must be .*, found /),
    expect.stringMatching(/^--region must be .*found "eu-west-9"/),
  ]);
});

it.each([["0"], ["0.0"], ["free"], ["1e3"], ["Infinity"], ["1,5"]])("refuses to spend %s", (cost) => {
  const args = [...RIGHT.slice(0, 4), "--max-cost", cost];
  expect(problemsOf(args)).toEqual([expect.stringMatching(/^--max-cost must be .*, found /)]);
});

it.each([
  [["--yes=now"], '--yes takes no value, found "now"'],
  [["--region"], "--region takes a value, found none"],
  [["--report="], "--report takes a value, found none"],
  [["somewhere"], 'takes options alone, found "somewhere"'],
  [["--teardown", "x"], "--teardown goes alone, found also --account, --domain, --max-cost"],
])("refuses also %j", (more, problem) => {
  expect(problemsOf([...RIGHT, ...more])).toContain(problem);
});

it("refuses a teardown without a folder", () => {
  expect(problemsOf(["--teardown"])).toEqual(["--teardown takes a value, found none"]);
});

it("refuses a domain below which no certificate's first name fits, and takes the longest that does", () => {
  const domain = (length: number) => `${"a".repeat(length - 4)}.com`;
  const args = (length: number) => [...RIGHT.slice(0, 2), "--domain", domain(length), ...RIGHT.slice(4)];
  expect(problemsOf(args(36))).toEqual([]);
  expect(problemsOf(args(37))).toEqual(["--domain must have at most 36 characters, found 37"]);
});
