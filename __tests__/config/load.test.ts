import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { exitOnBadInput } from "../../config/bad-input";
import { loadEnvironment, loadEnvironments } from "../../config/load";
import { linesOf, minimal, withFiles } from "./support";

const two = {
  "staging.yaml": minimal("domain: {name: example.org}", "staging"),
  "production.yaml": minimal(),
  "_base.yaml": "nonsense: [",
  "production.adopted.yaml": 'priorities: {"api /*": 47047}\n',
  "production.ts": "",
};

function names(only?: string | readonly string[]): string[] {
  return withFiles(two, (folder) =>
    loadEnvironments(folder, { only }).environments.map((each) => each.environment),
  );
}

describe("which files are read", () => {
  it("every environment in the order of names, without bases and adopted files", () => {
    expect(names()).toEqual(["production", "staging"]);
    expect(names([])).toEqual(["production", "staging"]);
    expect(names("")).toEqual(["production", "staging"]);
  });

  it.each([["staging"], ["staging, "], [["staging"]]])("only %j", (only) => {
    expect(names(only)).toEqual(["staging"]);
  });

  it("names in the order of the files", () => {
    expect(names("staging,production")).toEqual(["production", "staging"]);
  });

  it("refuses names that are not there, and lists those that are", () => {
    expect(linesOf(() => names("stagin,test"))).toEqual([
      'environments:1:1: has no environment "stagin"; write staging (there are production, staging)',
      'environments:1:1: has no environment "test"; there are production, staging',
    ]);
  });

  it("does not look at other files when some are named", () => {
    const files = { ...two, "broken.yaml": "a: [", "old.yml": "" };
    expect(
      withFiles(files, (folder) => loadEnvironments(folder, { only: "staging" }).environments),
    ).toHaveLength(1);
  });

  it("refuses folders in place of files and files in place of folders", () => {
    withFiles(two, (folder) => {
      mkdirSync(join(folder, "x.yaml"));
      expect(linesOf(() => loadEnvironments(folder))).toEqual([
        "environments/x.yaml:1:1: is a folder; keep environments in files of this one",
      ]);
      expect(linesOf(() => loadEnvironments(join(folder, "none")))).toEqual([
        "environments/none:1:1: is no folder; run the command in the checkout",
      ]);
      expect(linesOf(() => loadEnvironment(join(folder, "none.yaml")))).toEqual([
        "environments/none.yaml:1:1: is no file; copy environments/example.yaml to it and change the copy",
      ]);
    });
  });
});

describe("adopted values", () => {
  it("stand beside the file", () => {
    const [production, staging] = withFiles(two, (folder) => loadEnvironments(folder).environments);
    expect(production?.adopted).toEqual({ priorities: { "api /*": 47047 } });
    expect(staging?.adopted).toEqual({ priorities: {} });
  });
});

describe("paths in reports", () => {
  it("are relative to the working directory", () => {
    const cwd = process.cwd();
    withFiles({ "production.yaml": minimal("region: x") }, (folder) => {
      process.chdir(join(folder, ".."));
      try {
        expect(() => loadEnvironments("environments")).toThrow(
          /^environments\/production\.yaml:1?\d:1 region: /,
        );
        expect(() => loadEnvironments(folder)).toThrow(/^environments\/production\.yaml:1?\d:1 region: /);
      } finally {
        process.chdir(cwd);
      }
    });
  });
});

describe("exitOnBadInput", () => {
  it("reports without a stack trace and ends with 2", () => {
    const error = jest.spyOn(console, "error").mockImplementation(() => {});
    const before = process.exitCode;
    try {
      exitOnBadInput(() => withFiles({}, (folder) => loadEnvironments(folder)));
      expect(process.exitCode).toBe(2);
      expect(error).toHaveBeenCalledTimes(1);
      expect(String(error.mock.calls[0]?.[0])).not.toContain(" at ");
    } finally {
      process.exitCode = before;
      error.mockRestore();
    }
  });

  it("throws on what is no bad input", () => {
    expect(() => exitOnBadInput(() => JSON.parse("{"))).toThrow(SyntaxError);
  });
});
