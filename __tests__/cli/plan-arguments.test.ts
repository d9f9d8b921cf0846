import { resolve } from "node:path";
import { readArguments as readApply } from "../../cli/apply/arguments";
import { readArguments as readPlan } from "../../cli/plan/arguments";
import { logProblems } from "../../cli/plan/logs";
import { BadInput } from "../../config/bad-input";

/** What is wrong with a command line, without the line on how it is used. */
function problemsOf(read: (args: readonly string[]) => unknown, args: readonly string[]): readonly string[] {
  try {
    read(args);
  } catch (error) {
    if (error instanceof BadInput) {
      expect(error.lines[0]).toMatch(/^usage: /);
      return error.lines.slice(1);
    }
    throw error;
  }
  return [];
}

const words = (line: string) => line.split(" ").filter((word) => word !== "");

describe("the arguments of plan", () => {
  it("are an environment", () => {
    expect(readPlan(["production"])).toEqual({
      name: "production",
      out: undefined,
      detailed: false,
      destroy: false,
      allow: [],
      backendConfig: [],
      terraform: [],
    });
  });

  it("are options besides, and what is Terraform's behind --", () => {
    const line =
      "production --out a.tfplan --detailed-exitcode --destroy --allow a.b --allow=c.d " +
      "--backend-config bucket=b --backend-config prod.hcl -- -target=aws_lb.public -refresh=false";
    expect(readPlan(words(line))).toEqual({
      name: "production",
      out: resolve("a.tfplan"),
      detailed: true,
      destroy: true,
      allow: ["a.b", "c.d"],
      backendConfig: ["bucket=b", resolve("prod.hcl")],
      terraform: ["-target=aws_lb.public", "-refresh=false"],
    });
  });

  it.each([
    ["", 'plan: takes one environment, found ""'],
    ["a b", 'plan: takes one environment, found "a b"'],
    ["a,b", 'plan: takes one environment, found "a,b"'],
    ["a --yes", "plan: unknown option --yes"],
    ["a --out", 'plan: --out takes a value, found ""'],
    ["a --out --destroy", 'plan: --out takes a value, found "--destroy"'],
    ["a --destroy=yes", 'plan: --destroy takes no value, found "yes"'],
    ["a --out b --out c", "plan: --out is there twice"],
    ["a -- -out=b", "plan: -out=b is not for Terraform: name the plan's file with --out FILE, before the --"],
    ["a -- -destroy", "plan: -destroy is not for Terraform: write --destroy before the --"],
    ["a -- -json", "plan: -json is not for Terraform: its text is read as it comes"],
  ])("are refused: %j", (line, problem) => {
    expect(problemsOf(readPlan, words(line))).toEqual([problem]);
  });

  it("are refused with all that is wrong at once", () => {
    expect(problemsOf(readPlan, words("a b --yes --out= -- -json -out=x"))).toHaveLength(5);
  });
});

describe("the arguments of apply", () => {
  it("are an environment and its plan", () => {
    expect(readApply(words("production --plan a.tfplan --backend-config key=k -- -lock-timeout=5m"))).toEqual(
      {
        name: "production",
        plan: resolve("a.tfplan"),
        backendConfig: ["key=k"],
        terraform: ["-lock-timeout=5m"],
      },
    );
  });

  it("say what comes first where there is no plan", () => {
    expect(problemsOf(readApply, ["production"])).toEqual([
      "apply: applies a saved plan alone: first ./gatehouse plan production, which prints the whole command",
    ]);
  });

  it("are refused with all that is wrong at once", () => {
    expect(problemsOf(readApply, words("a b --auto-approve --plan -- -json"))).toEqual([
      'apply: takes one environment, found "a b"',
      "apply: unknown option --auto-approve",
      'apply: --plan takes a value, found ""',
      "apply: -json is not for Terraform: its text is read as it comes",
    ]);
  });
});

describe("the settings of Terraform's log", () => {
  it.each(["TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_CORE"])("are refused where %s would log requests", (name) => {
    for (const level of ["DEBUG", "trace", "JSON", "1"]) {
      expect(logProblems("plan", { [name]: level })).toEqual([
        `plan: ${name}=${level} would write the origin secret into Terraform's log; unset it, or use INFO`,
      ]);
    }
  });

  it("are none of our business where they would not", () => {
    const env = {
      TF_LOG: "",
      TF_LOG_CORE: "info",
      TF_LOG_PROVIDER: "ERROR",
      TF_LOG_PATH: "a.log",
      TF_VAR_x: "1",
    };
    expect(logProblems("plan", env)).toEqual([]);
  });
});
