import { readArguments } from "../../cli/preflight/arguments";
import { CHECKS } from "../../cli/preflight/checks";
import { codesOf, fencesOf, read, rowsOf, sectionOf } from "./support";

const DOCUMENT = "docs/preflight.md";

describe(DOCUMENT, () => {
  it("has a row for each check, with what mends it", () => {
    const rows = rowsOf(sectionOf(DOCUMENT, "## What is looked at"));
    const ids = rows.map(([id = ""]) => codesOf(id)[0]);
    expect([...ids].sort()).toEqual(["account", ...new Set(CHECKS.map(({ id }) => id))].sort());
    expect(rows.filter((row) => row.length !== 3 || row.includes(""))).toEqual([]);
  });

  it("has every permission that a check needs, and no other", () => {
    const [fence] = fencesOf(DOCUMENT).filter(({ text }) => text.startsWith("acm:"));
    const needed = new Set(CHECKS.flatMap(({ permissions }) => permissions));
    expect(fence?.text.trim().split("\n")).toEqual([...needed].sort());
  });

  it("has the options that the command takes", () => {
    const options = rowsOf(read(DOCUMENT)).flatMap(([option = ""]) =>
      codesOf(option).filter((code) => /^--/.test(code)),
    );
    expect(options).toEqual(["--json", "--resolver ADDRESS[:PORT]"]);
    expect(readArguments(["production", "--json", "--resolver", "192.0.2.53:53"])).toMatchObject({
      json: true,
    });
  });
});
