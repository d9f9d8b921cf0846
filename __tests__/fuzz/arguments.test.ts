import { BadInput } from "../../config/bad-input";
import { readArguments } from "../../fuzz/arguments";

function problems(...args: string[]): string {
  try {
    readArguments(args);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return "";
}

it("runs everything 200 times, with a seed of its own", () => {
  const asked = readArguments([]);
  expect(asked).toMatchObject({
    only: ["valid", "mutated", "garbled", "process"],
    runs: 200,
    path: undefined,
  });
  expect(Number.isInteger(asked.seed)).toBe(true);
});

it("takes what was printed", () => {
  expect(readArguments(["--only", "valid", "--seed", "7", "--path", "3:0:1", "--runs", "20"])).toEqual({
    only: ["valid"],
    seed: 7,
    path: "3:0:1",
    runs: 20,
  });
});

it.each([
  [["--runs", "0"], "--runs: must be a whole number from 1"],
  [["--seed", "x"], "--seed: must be a whole number"],
  [["--only", "vali"], '--only: must be of valid, mutated, garbled, process, found "vali"'],
  [["--path", "1:2"], "--path: must be one that was printed"],
  [["--path", "1;2", "--seed", "1", "--only", "valid"], "--path: must be one"],
  [["--nosuch"], "--nosuch"],
])("%j is refused", (args, message) => {
  expect(problems(...args)).toContain(message);
  expect(problems(...args)).toContain("usage: npm run fuzz");
});
