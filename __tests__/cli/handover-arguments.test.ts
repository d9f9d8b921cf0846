import { join } from "node:path";
import { readArguments } from "../../cli/handover/arguments";
import { BadInput } from "../../config/bad-input";

function linesOf(args: readonly string[]): readonly string[] {
  try {
    readArguments(args);
  } catch (error) {
    if (error instanceof BadInput) return error.lines.slice(1);
    throw error;
  }
  return [];
}

describe("handover's arguments", () => {
  it("are an environment", () => {
    expect(readArguments(["production"])).toEqual({ name: "production", out: undefined });
  });

  it("are an environment and a folder", () => {
    const out = join(process.cwd(), "somewhere", "production-1.2");
    expect(readArguments(["production", "--out", "somewhere/production-1.2"])).toEqual({
      name: "production",
      out,
    });
  });

  it.each([
    [[], 'handover: takes one environment, found ""'],
    [["one", "two"], 'handover: takes one environment, found "one two"'],
    [["../one"], 'handover: takes one environment, found "../one"'],
    [["one", "--force"], "handover: unknown option --force"],
    [["one", "--out"], 'handover: --out takes a value, found ""'],
    [
      ["one", "--out", "/"],
      'handover: --out takes a folder named by 1 to 60 letters, digits, ., _ and -, found "/"',
    ],
    [["one", "--", "-lock=false"], 'handover: runs no Terraform, found "-- -lock=false"'],
  ])("%j are refused: %s", (args, line) => {
    expect(linesOf(args)).toEqual([line]);
  });

  it("are refused with all that is wrong", () => {
    expect(linesOf(["--force", "--", "x"])).toHaveLength(3);
  });
});
