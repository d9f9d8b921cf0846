import { childrenOf, median } from "../../bench/measure";
import { optionsOf } from "../../bench/options";

describe("median", () => {
  it.each([
    [[3], 3],
    [[9, 1, 5], 5],
    [[4, 1, 2, 3], 2.5],
    [[], Number.NaN],
  ])("of %j is %j", (values, expected) => {
    expect(median(values)).toBe(expected);
  });
});

describe("the shell's times", () => {
  it.each([
    ["0m0.00s 0m0.00s\n1m2.50s 0m0.25s\n", 62.75],
    ["0m0,001s 0m0,002s\n0m0,460s 0m0,040s", 0.5],
  ])("are those of its children: %j", (text, expected) => {
    expect(childrenOf(text)).toBeCloseTo(expected, 6);
  });

  it.each(["", "0m0.00s 0m0.00s", "user 1\nsys 2"])("are refused in another form: %j", (text) => {
    expect(() => childrenOf(text)).toThrow("printed something else");
  });
});

describe("the options", () => {
  it("are all parts with 1000 environments", () => {
    expect(optionsOf([])).toMatchObject({
      parts: ["one", "many", "tools", "terraform"],
      environments: 1000,
    });
  });

  it("may be fewer of both", () => {
    expect(optionsOf(["--quick", "--only", "many,one"])).toMatchObject({
      parts: ["one", "many"],
      environments: 100,
    });
  });

  it.each([
    [["--only", "one,tow,tree"], /--only: .* found "tow"; usage: .*\n--only: .* found "tree"; usage/],
    [["--fast"], /^bench: found "--fast"; usage: npm run bench/],
    [["one"], /^bench: found "one"; usage/],
  ])("are refused as %j", (args, message) => {
    expect(() => optionsOf(args)).toThrow(message);
  });
});
