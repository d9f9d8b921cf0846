import { join } from "node:path";
import { parse } from "yaml";
import { actionlint } from "../../test-support/github/actionlint";
import { readWorkflow } from "../../test-support/github/workflow";
import { filesIn, ROOT, textOf } from "../../test-support/source-files";

const FOLDER = "examples/pipelines/github";
const OURS = filesIn(FOLDER);
const WORKFLOWS = [...OURS, "examples/pipelines/hcp-terraform/run.yml"];

/** The releases whose commits these are. */
const ACTIONS: Readonly<Record<string, string>> = {
  "actions/checkout": "1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0",
  "actions/setup-node": "2028fbc5c25fe9cf00d9f06a71cc4710d4507903 # v6.0.0",
  "actions/upload-artifact": "330a01c490aca151604b8cf639adc76d48f6c5d4 # v5.0.0",
  "actions/download-artifact": "018cc2cf5baa6db3ef3c5f8a56943fffe632ef53 # v6.0.0",
  "aws-actions/configure-aws-credentials": "00943011d9042930efac3dcd3a170e4273319bc8 # v5.1.0",
};

/** A workflow's findings, with its path. */
function named(found: readonly string[], index: number): string[] {
  return found.map((line) => `${WORKFLOWS[index]}:${line}`);
}

describe("the workflows for GitHub Actions", () => {
  it("are three, and one that hands over to HCP Terraform", () => {
    expect(WORKFLOWS).toHaveLength(4);
  });

  it("pass actionlint", () => {
    expect(actionlint(WORKFLOWS.map(textOf)).flatMap(named)).toEqual([]);
  });

  it("pass it for another environment too, by a change of one word", () => {
    const others = WORKFLOWS.map((path) => textOf(path).replaceAll("production", "staging"));
    expect(actionlint(others).flatMap(named)).toEqual([]);
    for (const other of others) {
      expect(other).toMatch(/^ {2}ENVIRONMENT: staging$/m);
      expect(other).toMatch(/^ {2}group: \w+-staging/m);
    }
  });

  it("would not pass with a context that is not there, or an input that an action has not", () => {
    const steps = [
      "run: echo ${{ matrix.x }}",
      `uses: actions/checkout@${"0".repeat(40)}\n        with: {x: 1}`,
    ];
    const workflows = steps.map(
      (step) => `on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - ${step}\n`,
    );
    expect(actionlint(workflows)).toEqual([
      [expect.stringMatching(/property "x" is not defined/)],
      [expect.stringMatching(/input "x" is not defined in action "actions\/checkout/)],
    ]);
  });

  it.each(WORKFLOWS)("%s names every action by the commit of its release", (path) => {
    const used = [...textOf(path).matchAll(/uses: (.*?)@(.*)/g)];
    expect(used.length).toBeGreaterThan(3);
    expect(used.filter(([, name = "", commit]) => ACTIONS[name] !== commit).map(([line]) => line)).toEqual(
      [],
    );
  });

  it.each(WORKFLOWS)("%s runs no code of a pull request with what the repository may do", (path) => {
    const { on, permissions }: { on: object; permissions: object } = parse(textOf(path));
    expect(Object.keys(on)).not.toContain("pull_request_target");
    expect(Object.keys(on)).not.toContain("workflow_run");
    expect(permissions).toEqual({});
    expect(textOf(path).match(/actions\/checkout@/g)).toHaveLength(
      textOf(path).match(/persist-credentials: false/g)?.length ?? 0,
    );
  });
});

describe.each(OURS)("%s", (path) => {
  const workflow = readWorkflow(join(ROOT, path));
  const jobs = Object.entries(workflow.jobs);

  it("lets a job write nothing but what it is for, and only one without the checkout write to GitHub", () => {
    const writes = jobs.flatMap(([name, { permissions, steps }]) => {
      const checkout = steps.some(({ uses }) => uses?.startsWith("actions/checkout@"));
      return Object.entries(permissions).flatMap(([what, how]) =>
        how === "write" ? [`${name}: ${what}${checkout ? ", with the checkout" : ""}`] : [],
      );
    });
    expect(writes).toEqual(
      {
        "plan.yml": ["plan: id-token, with the checkout", "comment: pull-requests"],
        "apply.yml": ["plan: id-token, with the checkout", "apply: id-token, with the checkout"],
        "drift.yml": ["plan: id-token, with the checkout", "issue: issues"],
      }[path.slice(FOLDER.length + 1)],
    );
  });

  it("asks for the role of AWS where there is no fork's code, and after the packages are installed", () => {
    for (const [, { if: condition = "", steps }] of jobs) {
      const role = steps.findIndex(({ uses }) => uses?.startsWith("aws-actions/"));
      if (role < 0) continue;
      expect(steps.findIndex(({ run }) => run === "npm ci")).toBeLessThan(role);
      const guarded = /head\.repo\.full_name == github\.repository|refs\/heads\/main|needs\.plan/;
      expect(condition).toMatch(guarded);
    }
  });

  it("gives secrets to the job alone that waits for the approval", () => {
    const text = (job: object) => JSON.stringify(job);
    const having = jobs.filter(([, job]) => text(job).includes("secrets.")).map(([name]) => name);
    expect(having).toEqual(path.endsWith("/apply.yml") ? ["apply"] : []);
    for (const name of having) {
      expect(workflow.jobs[name]?.environment).toBe("production");
    }
  });

  it("keeps what it hands from job to job for a day", () => {
    const uploads = jobs.flatMap(([, { steps }]) =>
      steps.filter(({ uses }) => /\/upload-artifact@/.test(uses ?? "")),
    );
    expect(uploads.length).toBe(1);
    expect(uploads.map((step) => step.with?.["retention-days"])).toEqual(["1"]);
  });

  it("cancels nothing that writes", () => {
    expect(workflow.concurrency["cancel-in-progress"]).toBe(path.endsWith("/plan.yml"));
    const unlocked = /-lock=false/.test(textOf(path));
    expect(unlocked).toBe(path.endsWith("/plan.yml"));
  });
});
